/** What the worker and the page say to each other. Report, Settings and their parts are written in Rust (serde, camelCase). */

export type Rect = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

/** One face as computed, in source pixels; what `mien-prediction` carries. */
export type Face = {
  id: number;
  box: Rect;
  score: number;
  landmarks: Point[];
  label: string;
  probability: number;
  probabilities: Record<string, number>;
};

/** One face as drawn, in CSS pixels of the stage, mirrored and smoothed. */
export type Shown = {
  id: number;
  main: boolean;
  /** Index of the class, or nothing where it is unsure. */
  class: number | null | undefined;
  text: string;
  name: string;
  value: number;
  /** A person's own classes have none. */
  emoji: string | null;
  outline: Rect;
  chip: Rect;
};

export type Bar = { label: string; value: number; top: boolean };
export type DetectorName = "built-in" | "browser";
export type DetectorChoice = "auto" | DetectorName;

export type Report = {
  time: number;
  width: number;
  height: number;
  faces: Face[];
  shown: Shown[];
  bars: Bar[];
  status: string;
  timing: { detect: number; classify: number; total: number };
  detector: DetectorName;
};

export type StageSettings = {
  width: number;
  height: number;
  mirror: boolean;
  chipHeight: number;
  /** One for each class, and one for "Unsure". */
  chipWidths: number[];
};

/** What is left out keeps Rust's default. */
export type Settings = {
  detectorSize?: number;
  minScore?: number;
  threshold?: number;
  smoothing?: boolean;
  stage?: StageSettings;
};

/** `code` selects the page's state; `hint` says what a person can do. */
export type Failure = { code: string; message: string; hint: string };

/** The classes in force. */
export type Classes = {
  classes: string[];
  /** What the maker of a person's own classes calls them; `null`: the expressions. */
  name: string | null;
  /** Below this a face is unsure, 0 to 1. */
  threshold: number;
  /** Why the wanted classes are not in force, but the expressions. */
  error?: Failure;
};

export type ToWorker =
  | { type: "load"; base: string; head: string | null }
  /** A person's own classes as JSON or as the text of a link; `null`: the expressions. */
  | { type: "head"; head: string | null }
  | { type: "settings"; settings: Settings; detector: DetectorChoice }
  | { type: "frame"; bitmap: ImageBitmap; time: number }
  /** The last picture once more, with the settings of now. */
  | { type: "again"; time: number }
  /** A new source: forget all faces. */
  | { type: "reset" };

export type FromWorker =
  | { type: "ready-for-work" }
  | { type: "progress"; loaded: number; total: number }
  | ({ type: "ready"; detector: DetectorName; browserDetector: boolean } & Classes)
  | ({ type: "classes" } & Classes)
  | { type: "report"; report: Report }
  | { type: "error"; error: Failure };

/** What a person can choose; each is a query parameter of the same name. */
export type Choices = {
  /** "front", "rear", or part of a camera's name. */
  camera: string;
  detector: DetectorChoice;
  /** Longest side of what the detector is shown; nothing: Rust's default. */
  size: number | null;
  threshold: number | null;
  /** Nothing: mirrored where the camera looks at the person. */
  mirror: boolean | null;
  emoji: boolean;
  smoothing: boolean;
  announce: boolean;
  theme: "auto" | "light" | "dark";
  autostart: boolean;
};

export type State =
  | "start" | "asking" | "denied" | "busy" | "absent" | "insecure" | "unsupported" | "loading"
  | "running" | "no-face" | "paused" | "stopped" | "file" | "error" | "crashed";

/** Where pictures come from: a camera or a video (an element that plays), or one photo. */
export type Source = {
  kind: "camera" | "video" | "photo";
  element: HTMLVideoElement | HTMLImageElement;
  width: number;
  height: number;
  mirrored: boolean;
  name: string;
  /** The picture of now. */
  grab: () => Promise<ImageBitmap>;
  close: () => void;
};
