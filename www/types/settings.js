// Written by src/types.rs: MIEN_WRITE_TYPES=1 cargo test --release -p mien --lib types

/** What a person can set about recognising. */
export const RECOGNIZING = {
  detectorSize: { default: 320, min: 64, max: 2048 },
  minScore: { default: 0.6, min: 0.0, max: 1.0 },
  threshold: { default: 0.4, min: 0.0, max: 1.0 },
  maxFaces: { default: 1000, min: 1, max: 1000 },
  minFace: { default: 0.0, min: 0.0, max: 10000.0 },
};

/** What a person can set about training; `null`: a switch. */
export const TRAINING = {
  epochs: { default: 50, min: 1, max: 10000 },
  batch: { default: 16, min: 1, max: 1024 },
  learningRate: { default: 0.001, min: 0.000001, max: 1 },
  hidden: { default: 100, min: 0, max: 1024 },
  validationShare: { default: 0.15, min: 0, max: 0.5 },
  balance: { default: true, min: null, max: null },
  mirror: { default: true, min: null, max: null },
  patience: { default: 10, min: 0, max: 10000 },
  seed: { default: 1, min: 0, max: 4294967295 },
};

/** The most characters of a class's or project's name. */
export const MAX_NAME = 100;

/** Of a class with more samples, so many are learnt from as in a mirror, too. */
export const MIRRORED = 200;
