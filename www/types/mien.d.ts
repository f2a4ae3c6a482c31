/* tslint:disable */
/* eslint-disable */
import type { Report, Settings } from "./rust.js";


/**
 * The browser's detector, once it has proved that it works.
 */
export class BrowserDetector {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
}

/**
 * A recognizer and the picture that it looks at.
 */
export class Recognizer {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The classes in their fixed order.
     */
    classes(): string[];
    /**
     * Reads a picture, smaller where it is larger than what is looked at, and closes it.
     *
     * # Errors
     * A `MienError` where the browser does not hand its pixels out.
     */
    draw(bitmap: ImageBitmap): void;
    /**
     * What the maker of the classes in use calls them; nothing while the expressions are recognised.
     */
    name(): string | undefined;
    /**
     * Decodes the weights that `manifest` (the text of `manifest.json`) describes.
     *
     * # Errors
     * A `MienError` where a file is missing or damaged or does not fit.
     */
    constructor(manifest: string, files: WeightFiles);
    /**
     * The report on the last picture: one of a stream, or one that stands still. `started` is when work on it began, by this
     * thread's clock; `time` is the picture's. Both are in ms.
     *
     * # Errors
     * A `MienError` where there is no picture.
     */
    recognize(started: number, time: number, still: boolean): Promise<Report>;
    /**
     * Forgets all faces: for a new source.
     */
    reset(): void;
    /**
     * Room for the pixels of the next picture (BGRX8, row by row), to be written into before anything else is asked; nothing where
     * it is larger than what is looked at. Room that is empty later was lost as the memory grew, with what was in it.
     */
    room(width: number, height: number): Uint8Array<ArrayBuffer> | undefined;
    /**
     * Puts settings in force; what is left out gets its default.
     *
     * # Errors
     * A `MienError` where a value is outside its range; the old settings stay.
     */
    settings(settings: Partial<Settings>): void;
    /**
     * The threshold in force, 0 to 1.
     */
    threshold(): number;
    /**
     * Lets the browser's own detector be used.
     */
    useBrowserDetector(detector: BrowserDetector): void;
    /**
     * Tells a person's own classes apart from now on: a head as JSON or as the text of a link.
     * Nothing goes back to the expressions.
     *
     * # Errors
     * A `MienError` where the head is damaged or does not fit; the old classes stay.
     */
    useHead(head?: string | null): void;
    /**
     * Lets another network tell its classes apart from now on. `ask` is called with pixels (RGBA8) of a frame, its width and height, and
     * boxes (left, top, width, height, in pixels, one after the other); it gives a probability a class for each box.
     */
    useModel(name: string, labels: string[], whole_picture: boolean, ask: (pixels: Uint8Array<ArrayBuffer>, width: number, height: number, boxes: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>): void;
    /**
     * Runs both networks once on nothing, so that the first real picture finds the module
     * compiled and its memory in place.
     *
     * # Errors
     * A `MienError` where a network's answer cannot be read.
     */
    warmUp(): void;
}

/**
 * The contents of weight files, by the names that the manifest gives them.
 */
export class WeightFiles {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Takes in the contents of a file, with their SHA-256 in hexadecimal digits where the browser has computed it.
     */
    insert(file: string, contents: Uint8Array<ArrayBuffer> | number[], sha256?: string | null): void;
    /**
     * Without files.
     */
    constructor();
}

/**
 * Runs the browser's detector on a small picture: in some browsers the class exists and every
 * `detect` fails.
 */
export function probeBrowserDetector(): Promise<BrowserDetector | undefined>;

/**
 * Calls `report` with the text of a panic, after which this module is of no more use.
 */
export function watchPanics(report: (details: string) => void): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_browserdetector_free: (a: number, b: number) => void;
    readonly __wbg_recognizer_free: (a: number, b: number) => void;
    readonly __wbg_weightfiles_free: (a: number, b: number) => void;
    readonly probeBrowserDetector: () => any;
    readonly recognizer_classes: (a: number, b: number) => void;
    readonly recognizer_draw: (a: number, b: number, c: any) => void;
    readonly recognizer_name: (a: number, b: number) => void;
    readonly recognizer_new: (a: number, b: number, c: number, d: number) => void;
    readonly recognizer_recognize: (a: number, b: number, c: number, d: number) => any;
    readonly recognizer_reset: (a: number) => void;
    readonly recognizer_room: (a: number, b: number, c: number) => any;
    readonly recognizer_settings: (a: number, b: number, c: any) => void;
    readonly recognizer_threshold: (a: number) => number;
    readonly recognizer_useBrowserDetector: (a: number, b: number) => void;
    readonly recognizer_useHead: (a: number, b: number, c: number, d: number) => void;
    readonly recognizer_useModel: (a: number, b: number, c: number, d: number, e: number, f: number, g: any) => void;
    readonly recognizer_warmUp: (a: number, b: number) => void;
    readonly watchPanics: (a: any) => void;
    readonly weightfiles_insert: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => void;
    readonly weightfiles_new: () => number;
    readonly __wbindgen_export: (a: number, b: number) => number;
    readonly __wbindgen_export2: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_export3: (a: number, b: number, c: number) => void;
    readonly __wbindgen_export4: (a: number) => void;
    readonly __wbindgen_export5: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_export6: (a: number, b: number) => void;
    readonly __wbindgen_add_to_stack_pointer: (a: number) => number;
    readonly __wbindgen_export7: (a: number, b: number) => void;
    readonly __wbindgen_export8: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
