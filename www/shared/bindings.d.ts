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
