/* tslint:disable */
/* eslint-disable */

/**
 * A model of whole pictures.
 */
export class ImageModel {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * A probability a class of each part of a picture (RGBA8), one part after the other; `parts` has left edge, top edge,
     * width and height of each, in pixels.
     *
     * # Errors
     * As `classify`.
     */
    classifyParts(pixels: Uint8Array<ArrayBuffer> | number[], width: number, height: number, parts: Float32Array<ArrayBuffer> | number[]): Float32Array<ArrayBuffer>;
    /**
     * A probability a class, of the middle of a picture (RGBA8) or of all of it, `stretched`; one of the network's own
     * size is taken as it is.
     *
     * # Errors
     * A `MienError` where the pixels are not those of a picture, or the answer is no number.
     */
    classify(pixels: Uint8Array<ArrayBuffer> | number[], width: number, height: number, stretched: boolean): Float32Array<ArrayBuffer>;
    /**
     * The classes, in the order of the answer.
     */
    labels(): string[];
    /**
     * Reads a model out of files: those of an export, or the zip file that they came in.
     *
     * # Errors
     * A `MienError` that says what is missing, damaged or not known, and where.
     */
    constructor(files: ModelFiles);
    /**
     * Rows of the picture that the network takes.
     */
    readonly height: number;
    /**
     * Columns of the picture that the network takes.
     */
    readonly width: number;
}

/**
 * A model that was read, to be written in other formats.
 */
export class ModelConverter {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What the network says of pictures, as `saveInt8` takes them: `[pictures, classes]`.
     *
     * # Errors
     * As `saveInt8`.
     */
    answers(pictures: Uint8Array<ArrayBuffer> | number[]): Float32Array<ArrayBuffer>;
    /**
     * Reads a model.
     *
     * # Errors
     * A `MienError` that says what is missing, damaged or not known, and where.
     */
    constructor(files: ModelFiles);
    /**
     * Its files for TensorFlow Lite with 8-bit integers, fitted to pictures of the network's own size, one after the
     * other: `[pictures, height, width, channels]`, 0 to 255.
     *
     * # Errors
     * A `MienError` where the pixels are not those of whole pictures.
     */
    saveInt8(pictures: Uint8Array<ArrayBuffer> | number[]): SavedFile[];
    /**
     * Its files in a format, by the format's name: `tfjs`, `keras-h5`, `keras`, `tflite` or `onnx`.
     *
     * # Errors
     * A `MienError` where there is no such format.
     */
    save(format: string): SavedFile[];
}

/**
 * Files by their names.
 */
export class ModelFiles {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The file with classes that is in a bundle of the studio's, where they are one.
     *
     * # Errors
     * A `MienError` where they are a zip file that can't be read.
     */
    head(): string | undefined;
    /**
     * Adds a file, by its path.
     */
    insert(path: string, bytes: Uint8Array<ArrayBuffer> | number[]): void;
    /**
     * Whether they hold a model of a format that only the module `mien-formats` reads.
     *
     * # Errors
     * A `MienError` where they are a zip file that can't be read.
     */
    needFormats(): boolean;
    /**
     * None yet.
     */
    constructor();
}

/**
 * A file of a model.
 */
export class SavedFile {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What is in it.
     */
    get bytes(): Uint8Array<ArrayBuffer>;
    /**
     * What is in it.
     */
    set bytes(value: Uint8Array<ArrayBuffer> | number[]);
    /**
     * Its name.
     */
    path: string;
}

/**
 * Calls `report` with the text of a panic, after which this module is of no more use.
 */
export function watchPanics(report: (details: string) => void): void;

/**
 * The names of the files that a model's `model.json` wants beside it.
 *
 * # Errors
 * A `MienError` where the text is no model.
 */
export function weightFiles(model: string): string[];

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_get_savedfile_bytes: (a: number, b: number) => void;
    readonly __wbg_get_savedfile_path: (a: number, b: number) => void;
    readonly __wbg_imagemodel_free: (a: number, b: number) => void;
    readonly __wbg_modelconverter_free: (a: number, b: number) => void;
    readonly __wbg_modelfiles_free: (a: number, b: number) => void;
    readonly __wbg_savedfile_free: (a: number, b: number) => void;
    readonly __wbg_set_savedfile_bytes: (a: number, b: number, c: number) => void;
    readonly __wbg_set_savedfile_path: (a: number, b: number, c: number) => void;
    readonly imagemodel_classify: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => void;
    readonly imagemodel_classifyParts: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => void;
    readonly imagemodel_height: (a: number) => number;
    readonly imagemodel_labels: (a: number, b: number) => void;
    readonly imagemodel_new: (a: number, b: number) => void;
    readonly imagemodel_width: (a: number) => number;
    readonly modelconverter_answers: (a: number, b: number, c: number, d: number) => void;
    readonly modelconverter_new: (a: number, b: number) => void;
    readonly modelconverter_save: (a: number, b: number, c: number, d: number) => void;
    readonly modelconverter_saveInt8: (a: number, b: number, c: number, d: number) => void;
    readonly modelfiles_head: (a: number, b: number) => void;
    readonly modelfiles_insert: (a: number, b: number, c: number, d: number, e: number) => void;
    readonly modelfiles_needFormats: (a: number, b: number) => void;
    readonly modelfiles_new: () => number;
    readonly watchPanics: (a: any) => void;
    readonly weightFiles: (a: number, b: number, c: number) => void;
    readonly __wbindgen_export: (a: number) => void;
    readonly __wbindgen_export2: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_export3: (a: number, b: number, c: number) => void;
    readonly __wbindgen_export4: (a: number, b: number) => number;
    readonly __wbindgen_export5: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_add_to_stack_pointer: (a: number) => number;
    readonly __wbindgen_export6: (a: number) => void;
    readonly __wbindgen_export7: (a: number, b: number) => void;
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
