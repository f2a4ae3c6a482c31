/* tslint:disable */
/* eslint-disable */
import type { Advice, Epoch, HeadFile, ProjectClass, TrainConfig, TrainResult } from "./rust.js";

import type { Archive, FolderFile, Folders } from "./rust.js";

import type { FaceCrop, Which } from "./rust.js";

import type { Faults, Note } from "./rust.js";


/**
 * A zip that a person chose: a Teachable Machine project, a project of ours, or pictures.
 */
export class ArchiveReader {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * `{kind, entries: [{index, class, name, bytes}], forTesting, guessed, skipped, settings}`.
     *
     * # Errors
     * None that a file could cause.
     */
    contents(): Archive;
    /**
     * The file as a project of ours.
     *
     * # Errors
     * A `MienError` where nothing of it can be read.
     */
    intoProject(): ProjectReader;
    /**
     * Opens the file.
     *
     * # Errors
     * A `MienError` for a file of another kind, a damaged one, or one that is too large.
     */
    constructor(bytes: Uint8Array<ArrayBuffer> | number[]);
    /**
     * The bytes of an entry.
     *
     * # Errors
     * A `MienError` where it is damaged.
     */
    read(index: number): Uint8Array<ArrayBuffer>;
}

/**
 * A head in training.
 */
export class HeadFit {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Learns every training sample once; says how well.
     *
     * # Errors
     * A `MienError` where the backend's answer cannot be read.
     */
    epoch(): Epoch;
    /**
     * Whether all epochs are done.
     */
    finished(): boolean;
    /**
     * Prepares training on `embeddings` (`[samples, embedding]`) whose classes are `truth`,
     * counted in `names`; `mirrored` are those of the mirror images of the samples `mirrored_samples`, in their order.
     * What `config` leaves out gets its default.
     *
     * # Errors
     * A `MienError` for a setting outside its range or a class without samples.
     */
    constructor(embeddings: Float32Array<ArrayBuffer> | number[], mirrored: Float32Array<ArrayBuffer> | number[], mirrored_samples: Uint32Array<ArrayBuffer> | number[], truth: Uint32Array<ArrayBuffer> | number[], names: string[], config: Partial<TrainConfig>);
    /**
     * The best head so far, and what is known about it.
     *
     * # Errors
     * A `MienError` before the first epoch.
     */
    result(): TrainResult & { advice: Advice[] };
}

/**
 * What takes part in training.
 */
export class Participants {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Places of the classes in the project.
     */
    get classes(): Uint32Array<ArrayBuffer>;
    /**
     * Places of the classes in the project.
     */
    set classes(value: Uint32Array<ArrayBuffer> | number[]);
    /**
     * Places in `samples` of those whose mirror images are learnt from, too.
     */
    get mirrored(): Uint32Array<ArrayBuffer>;
    /**
     * Places in `samples` of those whose mirror images are learnt from, too.
     */
    set mirrored(value: Uint32Array<ArrayBuffer> | number[]);
    /**
     * Places of the samples, in the order in which they are learnt from.
     */
    get samples(): Uint32Array<ArrayBuffer>;
    /**
     * Places of the samples, in the order in which they are learnt from.
     */
    set samples(value: Uint32Array<ArrayBuffer> | number[]);
    /**
     * Of each of these samples: which of `classes` it shows.
     */
    get truth(): Uint32Array<ArrayBuffer>;
    /**
     * Of each of these samples: which of `classes` it shows.
     */
    set truth(value: Uint32Array<ArrayBuffer> | number[]);
}

/**
 * The network below the classes of image projects, and the canvas that it reads from.
 */
export class PictureBase {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Draws a picture, closes it and gives its middle: pixels, `[side, side, 4]`.
     *
     * # Errors
     * A `MienError` where the picture cannot be read.
     */
    cut(bitmap: ImageBitmap): Uint8Array<ArrayBuffer>;
    /**
     * Draws a picture, closes it and gives its embedding, or that of the picture as in a mirror.
     *
     * # Errors
     * As `cut`.
     */
    embed(bitmap: ImageBitmap, mirrored: boolean): Float32Array<ArrayBuffer>;
    /**
     * The network with the classes of a head file, for TensorFlow.js; `time` is when it was made.
     *
     * # Errors
     * A `MienError` where the text is no head file, or one of another network.
     */
    exportModel(head: string, time: string): SavedFile[];
    /**
     * Opens the file that `manifest` (the text of `manifest.json`) describes.
     *
     * # Errors
     * A `MienError` where it is damaged or another one.
     */
    constructor(manifest: string, bytes: Uint8Array<ArrayBuffer> | number[]);
    /**
     * SHA-256 of the file that embeddings come from.
     */
    readonly backbone: string;
    /**
     * Width and height of the pictures that are kept.
     */
    readonly side: number;
}

/**
 * A project file in the making.
 */
export class ProjectPacker {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Adds the embeddings of all samples, one after the other.
     */
    embeddings(values: Float32Array<ArrayBuffer> | number[]): void;
    /**
     * The file: `project` is JSON, `faces` are the samples' crops, one after the other. Format,
     * version and size of the faces are filled in.
     *
     * # Errors
     * A `MienError` where they do not fit each other.
     */
    finish(extractor: SampleExtractor, project: string, faces: Uint8Array<ArrayBuffer> | number[]): Uint8Array<ArrayBuffer>;
    /**
     * A file without pictures.
     */
    constructor();
    /**
     * Adds a picture; its path is what the sample names.
     *
     * # Errors
     * A `MienError` for a picture that is too large.
     */
    picture(_class: string, number: number, extension: string, bytes: Uint8Array<ArrayBuffer> | number[]): string;
}

/**
 * A project file that was opened.
 */
export class ProjectReader {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * What is damaged.
     *
     * # Errors
     * None that a file could cause.
     */
    damage(): Faults<Note>;
    /**
     * The embedding of the sample at this place in the project, made by the project's `backbone`; nothing where
     * there is none.
     */
    embedding(place: number): Float32Array<ArrayBuffer>;
    /**
     * The crop of the sample at this place in the project, of the extractor's size; nothing where it
     * is lost.
     *
     * # Errors
     * None that a file could cause.
     */
    face(place: number, extractor: SampleExtractor): Uint8Array<ArrayBuffer> | undefined;
    /**
     * Whether the crop of the sample at this place in the project is whole.
     */
    hasFace(place: number): boolean;
    /**
     * A picture, by its path.
     *
     * # Errors
     * A `MienError` where it is damaged or missing.
     */
    picture(path: string): Uint8Array<ArrayBuffer>;
    /**
     * The project, as JSON. Its head may have been trained on other weights than these.
     *
     * # Errors
     * None that a file could cause.
     */
    project(): string;
    /**
     * How many samples were left out, because neither face nor picture is whole.
     */
    readonly lost: number;
}

/**
 * An extractor and the canvas it reads from.
 */
export class SampleExtractor {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The last picture as drawn: pictures of its faces for people are cut out of it.
     */
    canvas(): OffscreenCanvas;
    /**
     * The crops of the faces that were found last, one after the other.
     */
    crops(): Uint8Array<ArrayBuffer>;
    /**
     * The crops of the faces in a table's pictures, one after the other.
     *
     * # Errors
     * A `MienError` where the bytes are not whole pictures.
     */
    cutRows(pictures: Uint8Array<ArrayBuffer> | number[]): Uint8Array<ArrayBuffer>;
    /**
     * The embeddings of crops, or of the crops as in a mirror: `[crops, embedding]`.
     *
     * # Errors
     * A `MienError` where the bytes are not whole crops.
     */
    embed(crops: Uint8Array<ArrayBuffer> | number[], mirrored: boolean): Float32Array<ArrayBuffer>;
    /**
     * Draws a picture, closes it and finds its faces: `[{box, toFace, precropped, turned}]`, largest first. `which`
     * is `"largest"` or `"all"`; `still`: it is no frame of a camera or video, and may lie on its side.
     *
     * # Errors
     * A `MienError` where the picture cannot be read.
     */
    faces(bitmap: ImageBitmap, which: Which, still: boolean): FaceCrop[];
    /**
     * Decodes the weights that `manifest` (the text of `manifest.json`) describes.
     *
     * # Errors
     * A `MienError` where a file is missing or damaged or does not fit.
     */
    constructor(manifest: string, files: WeightFiles);
    /**
     * A face that was cut for a model of another size, for this one's.
     *
     * # Errors
     * A `MienError` for values that are no square.
     */
    resized(face: Uint8Array<ArrayBuffer> | number[]): Uint8Array<ArrayBuffer>;
    /**
     * Draws a picture that shows what a face's cut shows, such as a sample's in a project file, closes it and
     * gives that cut.
     *
     * # Errors
     * A `MienError` where the picture cannot be read.
     */
    whole(bitmap: ImageBitmap): Uint8Array<ArrayBuffer>;
    /**
     * SHA-256 of the weights that embeddings come from.
     */
    readonly backbone: string;
    /**
     * Width and height of a crop.
     */
    readonly cropSide: number;
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
 * A table of faces, read piece by piece. Bad rows and rows for testing are passed over.
 */
export class TableReader {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Names of the expressions that a row can have.
     */
    expressions(): string[];
    /**
     * The bad rows.
     *
     * # Errors
     * None that a file could cause.
     */
    faults(): Faults<Note>;
    /**
     * Opens a table, packed or not.
     *
     * # Errors
     * A `MienError` for a file of another kind, or one that cannot be read.
     */
    constructor(file: Blob);
    /**
     * The rows that end in the next piece; nothing at the end of the table.
     *
     * # Errors
     * A `MienError` where the table has no such columns, is empty or cannot be read on.
     */
    read(): TableRows | undefined;
    /**
     * Bytes of the file that were read.
     */
    readonly bytesRead: number;
    /**
     * Whether the table says what its rows are meant for.
     */
    readonly hasUsage: boolean;
    /**
     * How many rows were left out as meant for testing.
     */
    readonly leftOut: number;
    /**
     * What those rows are called.
     */
    readonly usages: string[];
}

/**
 * The rows that a piece ended.
 */
export class TableRows {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Index of each row's expression in [`TableReader::expressions`].
     */
    get labels(): Uint8Array<ArrayBuffer>;
    /**
     * Index of each row's expression in [`TableReader::expressions`].
     */
    set labels(value: Uint8Array<ArrayBuffer> | number[]);
    /**
     * The pictures, one after the other.
     */
    get pictures(): Uint8Array<ArrayBuffer>;
    /**
     * The pictures, one after the other.
     */
    set pictures(value: Uint8Array<ArrayBuffer> | number[]);
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
 * Files for a zip.
 */
export class Zip {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Adds a file.
     */
    add(path: string, bytes: Uint8Array<ArrayBuffer> | number[]): void;
    /**
     * The zip.
     *
     * # Errors
     * A `MienError` for two files of one path.
     */
    finish(): Uint8Array<ArrayBuffer>;
    /**
     * Without files.
     */
    constructor();
}

/**
 * What to do before training: `counts` is `[{name, count}]`, what `config` leaves out gets its
 * default.
 *
 * # Errors
 * A `MienError` for values of another shape.
 */
export function adviceBefore(counts: { name: string; count: number }[], config: Partial<TrainConfig>): Advice[];

/**
 * What the head of a head file says of embeddings, one after the other: a probability a class.
 *
 * # Errors
 * A `MienError` where the text is no head file, or the embeddings are of another length.
 */
export function classify(head: string, embeddings: Float32Array<ArrayBuffer> | number[]): Float32Array<ArrayBuffer>;

/**
 * The expression network with the classes of a head file, for TensorFlow.js; `time` is when it was made.
 *
 * # Errors
 * A `MienError` where the text is no head file, or one of another network.
 */
export function exportModel(manifest: string, files: WeightFiles, head: string, time: string): SavedFile[];

/**
 * The text of a head file: `head` is `{name, labels, backbone, threshold, mirrored, layers}`.
 *
 * # Errors
 * A `MienError` for values of another shape.
 */
export function headFile(head: HeadFile): string;

/**
 * The text of a head file as the fragment of a link.
 *
 * # Errors
 * A `MienError` where the text is no head file.
 */
export function linkOf(head: string): string;

/**
 * What takes part in training. `classes` are the project's; `ids` and `of` are the samples' ids and
 * those of their classes.
 *
 * # Errors
 * A `MienError` for values of another shape.
 */
export function participants(classes: ProjectClass[], ids: Uint32Array<ArrayBuffer> | number[], of: Uint32Array<ArrayBuffer> | number[]): Participants;

/**
 * What is to be done with files in folders that a person picked or dropped.
 *
 * # Errors
 * A `MienError` for values of another shape.
 */
export function sortFolders(files: FolderFile[]): Folders;

/**
 * Calls `report` with the text of a panic, after which this module is of no more use.
 */
export function watchPanics(report: (details: string) => void): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_archivereader_free: (a: number, b: number) => void;
    readonly __wbg_get_participants_classes: (a: number, b: number) => void;
    readonly __wbg_get_participants_mirrored: (a: number, b: number) => void;
    readonly __wbg_get_participants_samples: (a: number, b: number) => void;
    readonly __wbg_get_participants_truth: (a: number, b: number) => void;
    readonly __wbg_get_savedfile_bytes: (a: number, b: number) => void;
    readonly __wbg_get_savedfile_path: (a: number, b: number) => void;
    readonly __wbg_get_tablerows_labels: (a: number, b: number) => void;
    readonly __wbg_get_tablerows_pictures: (a: number, b: number) => void;
    readonly __wbg_headfit_free: (a: number, b: number) => void;
    readonly __wbg_participants_free: (a: number, b: number) => void;
    readonly __wbg_picturebase_free: (a: number, b: number) => void;
    readonly __wbg_projectpacker_free: (a: number, b: number) => void;
    readonly __wbg_projectreader_free: (a: number, b: number) => void;
    readonly __wbg_sampleextractor_free: (a: number, b: number) => void;
    readonly __wbg_savedfile_free: (a: number, b: number) => void;
    readonly __wbg_set_participants_classes: (a: number, b: number, c: number) => void;
    readonly __wbg_set_participants_mirrored: (a: number, b: number, c: number) => void;
    readonly __wbg_set_participants_samples: (a: number, b: number, c: number) => void;
    readonly __wbg_set_participants_truth: (a: number, b: number, c: number) => void;
    readonly __wbg_set_savedfile_bytes: (a: number, b: number, c: number) => void;
    readonly __wbg_set_savedfile_path: (a: number, b: number, c: number) => void;
    readonly __wbg_set_tablerows_labels: (a: number, b: number, c: number) => void;
    readonly __wbg_set_tablerows_pictures: (a: number, b: number, c: number) => void;
    readonly __wbg_tablereader_free: (a: number, b: number) => void;
    readonly __wbg_tablerows_free: (a: number, b: number) => void;
    readonly __wbg_weightfiles_free: (a: number, b: number) => void;
    readonly __wbg_zip_free: (a: number, b: number) => void;
    readonly adviceBefore: (a: number, b: any, c: any) => void;
    readonly archivereader_contents: (a: number, b: number) => void;
    readonly archivereader_intoProject: (a: number, b: number) => void;
    readonly archivereader_new: (a: number, b: number, c: number) => void;
    readonly archivereader_read: (a: number, b: number, c: number) => void;
    readonly classify: (a: number, b: number, c: number, d: number, e: number) => void;
    readonly exportModel: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => void;
    readonly headFile: (a: number, b: any) => void;
    readonly headfit_epoch: (a: number, b: number) => void;
    readonly headfit_finished: (a: number) => number;
    readonly headfit_new: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number, j: number, k: number, l: any) => void;
    readonly headfit_result: (a: number, b: number) => void;
    readonly linkOf: (a: number, b: number, c: number) => void;
    readonly participants: (a: number, b: any, c: number, d: number, e: number, f: number) => void;
    readonly picturebase_backbone: (a: number, b: number) => void;
    readonly picturebase_cut: (a: number, b: number, c: any) => void;
    readonly picturebase_embed: (a: number, b: number, c: any, d: number) => void;
    readonly picturebase_exportModel: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly picturebase_new: (a: number, b: number, c: number, d: number, e: number) => void;
    readonly picturebase_side: (a: number) => number;
    readonly projectpacker_embeddings: (a: number, b: number, c: number) => void;
    readonly projectpacker_finish: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => void;
    readonly projectpacker_new: () => number;
    readonly projectpacker_picture: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number) => void;
    readonly projectreader_damage: (a: number, b: number) => void;
    readonly projectreader_embedding: (a: number, b: number, c: number) => void;
    readonly projectreader_face: (a: number, b: number, c: number, d: number) => void;
    readonly projectreader_hasFace: (a: number, b: number) => number;
    readonly projectreader_lost: (a: number) => number;
    readonly projectreader_picture: (a: number, b: number, c: number, d: number) => void;
    readonly projectreader_project: (a: number, b: number) => void;
    readonly sampleextractor_backbone: (a: number, b: number) => void;
    readonly sampleextractor_canvas: (a: number) => any;
    readonly sampleextractor_cropSide: (a: number) => number;
    readonly sampleextractor_crops: (a: number) => any;
    readonly sampleextractor_cutRows: (a: number, b: number, c: number, d: number) => void;
    readonly sampleextractor_embed: (a: number, b: number, c: number, d: number, e: number) => void;
    readonly sampleextractor_faces: (a: number, b: number, c: any, d: any, e: number) => void;
    readonly sampleextractor_new: (a: number, b: number, c: number, d: number) => void;
    readonly sampleextractor_resized: (a: number, b: number, c: number, d: number) => void;
    readonly sampleextractor_whole: (a: number, b: number, c: any) => void;
    readonly sortFolders: (a: number, b: any) => void;
    readonly tablereader_bytesRead: (a: number) => number;
    readonly tablereader_expressions: (a: number, b: number) => void;
    readonly tablereader_faults: (a: number, b: number) => void;
    readonly tablereader_hasUsage: (a: number) => number;
    readonly tablereader_leftOut: (a: number) => number;
    readonly tablereader_new: (a: number, b: any) => void;
    readonly tablereader_read: (a: number, b: number) => void;
    readonly tablereader_usages: (a: number, b: number) => void;
    readonly watchPanics: (a: any) => void;
    readonly weightfiles_insert: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => void;
    readonly weightfiles_new: () => number;
    readonly zip_add: (a: number, b: number, c: number, d: number, e: number) => void;
    readonly zip_finish: (a: number, b: number) => void;
    readonly zip_new: () => number;
    readonly __wbindgen_export: (a: number, b: number) => number;
    readonly __wbindgen_export2: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_export3: (a: number, b: number, c: number) => void;
    readonly __wbindgen_export4: (a: number) => void;
    readonly __wbindgen_export5: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
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
