import type { Advice, Dense, Epoch, Metrics, Mistake, ProjectClass, ProjectKind, TrainConfig } from "../types/rust.js";

export type Bytes = Uint8Array<ArrayBuffer>;

/** A class that a person made. */
export type Class = ProjectClass;

/** What is kept of a training. `sample` of a mistake is a sample's number; `predicted` counts `labels`. */
export type Trained = {
  layers: Dense[];
  history: Epoch[];
  training: Metrics;
  validation: Metrics | null;
  mistakes: Mistake[];
  advice: Advice[];
  labels: string[];
  /** The classes that it tells apart, in the order of `labels`. */
  classes: number[];
  backbone: string;
  threshold: number;
  /** Whether it was taught with mirrored faces too; what is not there was trained before that was kept. */
  mirrored?: boolean;
  /** Samples or classes have changed since. */
  stale: boolean;
  at: number;
};

/** A face, or a whole picture, that a person gave to a class. */
export type Sample = {
  id: number;
  class: number;
  /** Where it came from. */
  name: string;
  /** A JPEG in colour. Of a face it is for people, and nothing where `face` is all there is; of an image project it is what is learnt from. */
  picture: Blob | null;
  /** For the network: grey values, row by row; empty in an image project. */
  face: Bytes;
  embedding: Float32Array<ArrayBuffer>;
  /** That of the mirrored face; made when it is first learnt from, and not kept. */
  mirrored?: Float32Array<ArrayBuffer>;
};

export type Project = {
  id: string;
  name: string;
  kind: ProjectKind;
  created: number;
  modified: number;
  classes: Class[];
  settings: TrainConfig;
  /** SHA-256 of the network that the embeddings come from. */
  backbone: string;
  trained: Trained | null;
  /** The next free number for a class or a sample. */
  next: number;
};

export type NewFace = Pick<Sample, "face" | "embedding" | "picture">;

/** A sample on its way into the project. */
export type NewSample = Omit<Sample, "id">;

/** What a picture gave, and by how many degrees it was turned clockwise for that. */
export type TakenFace = NewFace & { turned: number };

/** A sample on its way into a file. */
export type PackedSample = { id: number; class: number; name: string; picture: Blob | null; className: string };

/** What a piece of a table gave. */
export type TablePart = {
  labels: string[];
  faces: Bytes;
  embeddings: Float32Array<ArrayBuffer>;
  /** Of the rows `mirroredRows`, one after the other. */
  mirrored: Float32Array<ArrayBuffer>;
  /** Rows that were looked at as in a mirror, too, counted from 0. */
  mirroredRows: number[];
  /** Bytes of the file so far. */
  read: number;
};
