import type { Failure } from "../live/types.js";

/** A class that a person made. */
export type Class = { id: number; name: string; disabled: boolean };

/** As in Rust, `TrainConfig`. */
export type Settings = {
  epochs: number;
  batch: number;
  learningRate: number;
  hidden: number;
  validationShare: number;
  balance: boolean;
  mirror: boolean;
  seed: number;
};

export type Loss = { loss: number; accuracy: number };
export type Epoch = { epoch: number; training: Loss; validation: Loss | null };
export type Layer = { weights: number[]; bias: number[] };
export type ClassResult = { samples: number; right: number };
export type Metrics = { accuracy: number; loss: number; perClass: ClassResult[]; confusion: number[][] };
export type Mistake = { sample: number; predicted: number; probability: number; validation: boolean };
export type Advice = { level: "stop" | "warn" | "note"; text: string };

/** What training gives, as Rust says it. */
export type TrainResult = {
  layers: Layer[];
  history: Epoch[];
  training: Metrics;
  validation: Metrics | null;
  mistakes: Mistake[];
  advice: Advice[];
};

/** What is kept of a training. `samples` are numbers of samples; `predicted` counts `labels`. */
export type Trained = Omit<TrainResult, "advice" | "mistakes"> & {
  labels: string[];
  /** The classes that it tells apart, in the order of `labels`. */
  classes: number[];
  mistakes: Mistake[];
  advice: Advice[];
  backbone: string;
  threshold: number;
  /** Samples or classes have changed since. */
  stale: boolean;
  at: number;
};

/** A face that a person gave to a class. */
export type Sample = {
  id: number;
  class: number;
  /** Where it came from. */
  name: string;
  /** For people: a JPEG in colour; nothing where `face` is all there is. */
  picture: Blob | null;
  /** For the network: grey values, row by row. */
  face: Uint8Array<ArrayBuffer>;
  embedding: Float32Array<ArrayBuffer>;
  /** That of the mirrored face; made when it is first learnt from, and not kept. */
  mirrored?: Float32Array<ArrayBuffer>;
};

export type Project = {
  id: string;
  name: string;
  created: number;
  modified: number;
  classes: Class[];
  settings: Settings;
  /** SHA-256 of the network that the embeddings come from. */
  backbone: string;
  trained: Trained | null;
  /** The next free number for a class or a sample. */
  next: number;
};

export type Which = "largest" | "all";
export type NewFace = Pick<Sample, "face" | "embedding"> & { picture: Blob | null };

export type Request =
  | { type: "load" }
  | { type: "picture"; bitmap: ImageBitmap; which: Which }
  | { type: "embed"; faces: Uint8Array; mirrored: boolean }
  | { type: "train"; embeddings: Float32Array; mirrored: Float32Array; truth: Uint32Array; names: string[]; settings: Settings }
  | { type: "advice"; counts: { name: string; count: number }[]; settings: Settings }
  | { type: "link"; head: string }
  | { type: "archive"; bytes: Uint8Array }
  /** Of the archive that was opened last. */
  | { type: "entry"; index: number }
  | { type: "close-archive" }
  | { type: "table"; file: File }
  | { type: "pack"; project: object; samples: PackedSample[]; faces: Uint8Array }
  | { type: "unpack"; bytes: Uint8Array }
  | { type: "zip"; files: { path: string; bytes: Uint8Array }[] };

export type PackedSample = { id: number; class: number; name: string; picture: Blob | null; className: string };
export type ArchiveContents = {
  kind: "teachableMachine" | "mien" | "pictures";
  entries: { index: number; class: string | null; name: string; bytes: number }[];
  skipped: string[];
  settings: Settings | null;
};
export type TablePart = {
  labels: string[];
  faces: Uint8Array<ArrayBuffer>;
  embeddings: Float32Array<ArrayBuffer>;
  mirrored: Float32Array<ArrayBuffer>;
  /** Bytes of the file so far. */
  read: number;
};
export type TableEnd = { leftOut: number; leftOutUsages: string[]; bad: number; faults: string[] };

export type ToTeacher = { type: "request"; id: number; request: Request } | { type: "stop"; id: number };

export type FromTeacher =
  | { type: "done"; id: number; result: unknown }
  | { type: "failed"; id: number; error: Failure }
  | { type: "epoch"; id: number; epoch: Epoch }
  | { type: "part"; id: number; part: TablePart }
  | { type: "crashed"; details: string };
