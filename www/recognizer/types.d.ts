import type { DetectorChoice, LookedAt } from "../types/rust.js";

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
  averageMirrored: boolean;
  announce: boolean;
  /** Address of another network. */
  model: string | null;
  /** What another network is asked about. */
  subject: LookedAt;
  autostart: boolean;
};

export type State =
  | "start" | "asking" | "denied" | "busy" | "absent" | "insecure" | "unsupported" | "loading"
  | "running" | "no-face" | "muted" | "paused" | "stopped" | "file" | "error" | "crashed";
