/** What a page, its worker and its parts say to each other. What Rust writes or reads is in types/rust.d.ts. */

import type { Bar, DetectorName, FacePrediction, LibraryError, LookedAt, Report, Settings } from "../types/rust.js";

/** What went wrong, as a worker tells it; `words.problem` makes sentences of it. */
export type Problem =
  | LibraryError
  /** A file of Mien's own did not come (`status`: what the server said), or something else came in its place. */
  | { code: "load"; file: string; status?: number; found?: "damage" | "webPage" }
  /** The page's content security policy lacks this: a directive, or one with its word. */
  | { code: "policy"; word: string }
  /** A worker of this file could not be started. */
  | { code: "noThread"; file: string }
  /** Whoever asked wants no answer any more. */
  | { code: "aborted" }
  /** The browser gives noise in the place of pixels, as some do against being recognised by sites. */
  | { code: "noise" }
  | { code: "wasmOff" }
  | { code: "tooOld" }
  /** The browser can't hand out a picture's pixels. */
  | { code: "picture"; cause: string }
  /** What the page sent has not the agreed shape. */
  | { code: "settings"; cause: string }
  /** Training was stopped before its first epoch. */
  | { code: "stopped" }
  /** A model was asked after it was let go. */
  | { code: "disposed" }
  | { code: "noWorker" }
  /** Nothing can be asked any more; `memory`: since the browser gave no more of it. */
  | { code: "crashed"; details: string; memory?: true }
  | { code: "unexpected"; cause: string };

/** A problem in words. `code` selects the page's state; `hint` says what a person can do. */
export type Failure = { code: string; message: string; hint: string };

/** The classes in force. */
export type Classes = {
  classes: string[];
  /** What the maker of a person's own classes calls them; `null`: the expressions. */
  name: string | null;
  /** Below this a face is unsure, 0 to 1. */
  threshold: number;
  /** Why the wanted classes are not in force, but the expressions. */
  error?: Problem;
};

/** The classes, whether the browser's own detector works here, and whether frames of a video may come in the place of bitmaps. */
export type Ready = Classes & { detector: DetectorName; browserDetector: boolean; frames: boolean };

/**
 * Where a model's files are: the address of `model.json` or of a file that holds all, or their bytes by their names. `metadata` is another
 * address of `metadata.json`, or its text.
 */
export type ModelSource = ({ model: string } | { files: Record<string, Uint8Array<ArrayBuffer>> }) & { metadata?: string };

/** Another network that tells its classes apart, what people call it, and what it is asked about. */
export type OtherModel = { model: ModelSource; name: string; subject: LookedAt };

/** What is at an address, as a person's own classes: a file with a head, or a model, which is asked about pictures or faces. */
export type Address = { address: string; subject: LookedAt };

/** Which classes are wanted: a person's own as JSON or as the text of a link, those of another network, what is at an address, or, with `null`, the expressions. */
export type Wanted = string | OtherModel | Address | null;

/** A picture on its way to the worker, which lets go of it: a frame that stays open keeps a camera from sending more. */
export type Picture = ImageBitmap | VideoFrame;

export type ToWorker =
  | { type: "load"; base: string; wanted: Wanted }
  | { type: "classes"; wanted: Wanted }
  | { type: "settings"; settings: Partial<Settings> }
  /** `still`: a picture that stands still, not one of a stream. */
  | { type: "frame"; picture: Picture; time: number; still: boolean }
  /** The last picture once more, with the settings of now. */
  | { type: "again"; time: number }
  /** A new source: forget all faces. */
  | { type: "reset" }
  /** Nobody asks any more. */
  | { type: "close" };

export type FromWorker =
  | { type: "progress"; loaded: number; total: number }
  | ({ type: "ready" } & Ready)
  | ({ type: "classes" } & Classes)
  /** What `frame` and `again` are answered with. */
  | { type: "report"; report: Report }
  | { type: "unread"; problem: Problem }
  /** Everything else that went wrong; after `crashed` there is nothing to be asked any more. */
  | { type: "error"; problem: Problem };

/** What `mien-prediction` carries, on the page and from the widget. */
export type Prediction = { time: number; faces: FacePrediction[]; bars: Bar[]; turned: number; status: string };

/** Where pictures come from: a camera or a video (an element that plays), or one photo. */
export type Source = {
  kind: "camera" | "video" | "photo";
  element: HTMLVideoElement | HTMLImageElement;
  /** Whether the page has it in a place of its own, where it stays. */
  attached?: boolean;
  width: number;
  height: number;
  mirrored: boolean;
  name: string;
  /** The picture of now; `frames`: whether it may be a frame. */
  grab: (frames: boolean) => Promise<Picture>;
  close: () => void;
};
