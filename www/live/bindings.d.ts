/** What wasm-bindgen writes beside the page from src/web/. */
declare module "*/mien.js" {
  export default function init(input: { module_or_path: Response | Promise<Response> }): Promise<unknown>;

  /** Calls back with the text of a panic, after which the module is of no more use. */
  export function watchPanics(report: (details: string) => void): void;

  export class BrowserDetector {
    private constructor();
  }

  /** The browser's own detector, where it answers. */
  export function probeBrowserDetector(): Promise<BrowserDetector | undefined>;

  export class RecognizerWorker {
    constructor(manifest: string, detector: Uint8Array, expression: Uint8Array);
    classes(): string[];
    /** @param head as JSON or as the text of a link; nothing: the expressions */
    useHead(head?: string): void;
    headName(): string | undefined;
    threshold(): number;
    warmUp(): void;
    useBrowserDetector(detector: BrowserDetector): void;
    settings(settings: import("./types.js").Settings, detector: import("./types.js").DetectorChoice): void;
    reset(): void;
    recognize(bitmap: ImageBitmap, time: number): Promise<import("./types.js").Report>;
    recognizeAgain(time: number): Promise<import("./types.js").Report>;
  }
}

/** The same with what teaches: the cargo feature `studio`. */
declare module "*/mien-studio.js" {
  export default function init(input: { module_or_path: Response | Promise<Response> }): Promise<unknown>;

  /** Calls back with the text of a panic, after which the module is of no more use. */
  export function watchPanics(report: (details: string) => void): void;

  /** Detector, landmarks of ready crops, and backbone, for gathering samples. */
  export class TeacherWorker {
    constructor(manifest: string, detector: Uint8Array, landmarks: Uint8Array, expression: Uint8Array);
    readonly cropSide: number;
    faces(bitmap: ImageBitmap, which: "largest" | "all"): {
      box: import("./types.js").Rect;
      toFace: { a: number; b: number; tx: number; ty: number };
    }[];
    crops(): Uint8Array<ArrayBuffer>;
    canvas(): OffscreenCanvas;
    embed(crops: Uint8Array, mirrored: boolean): Float32Array<ArrayBuffer>;
  }

  export class HeadTraining {
    constructor(embeddings: Float32Array, mirrored: Float32Array, truth: Uint32Array, names: string[], settings: import("../studio/types.js").Settings);
    finished(): boolean;
    epoch(): import("../studio/types.js").Epoch;
    result(): import("../studio/types.js").TrainResult;
    free(): void;
  }

  export function adviceBefore(
    counts: { name: string; count: number }[],
    settings: import("../studio/types.js").Settings,
  ): import("../studio/types.js").Advice[];
  export function linkOf(head: string): string;

  export class ArchiveReader {
    constructor(bytes: Uint8Array);
    contents(): import("../studio/types.js").ArchiveContents;
    read(index: number): Uint8Array<ArrayBuffer>;
    /** The reader is used up. */
    intoProject(): ProjectReader;
    free(): void;
  }

  export class ProjectReader {
    private constructor();
    project(): string;
    damage(): string[];
    face(place: number): Uint8Array<ArrayBuffer> | undefined;
    picture(path: string): Uint8Array<ArrayBuffer>;
    free(): void;
  }

  export class ProjectPacker {
    constructor();
    picture(className: string, number: number, extension: string, bytes: Uint8Array): string;
    /** The packer is used up. */
    finish(project: string, faces: Uint8Array): Uint8Array<ArrayBuffer>;
  }

  export class Zip {
    constructor();
    add(path: string, bytes: Uint8Array): void;
    /** The zip is used up. */
    finish(): Uint8Array<ArrayBuffer>;
  }

  export class TableReader {
    constructor();
    expressions(): string[];
    push(teacher: TeacherWorker, bytes: Uint8Array): TableRows;
    readonly leftOut: number;
    readonly usages: string[];
    readonly bad: number;
    readonly faults: string[];
    free(): void;
  }

  export class TableRows {
    private constructor();
    readonly labels: Uint8Array<ArrayBuffer>;
    readonly faces: Uint8Array<ArrayBuffer>;
    free(): void;
  }
}
