// Written by src/types.rs: MIEN_WRITE_TYPES=1 cargo test --release -p mien --lib types

/**
 * What was damaged, measured or compared. As text, each variant's documentation.
 */
export type Subject = { "file": { 
/**
 * File name or path of one of the app's own files.
 */
name: string, } } | { "entry": { 
/**
 * Name of a file inside of one that a person brought, on one line and not too long.
 */
name: string, } } | "chosenFile" | "zip" | "table" | "project" | "headFile" | "link" | "head" | "layerWeights" | "networkAnswer" | "model" | "modelWeights" | "modelMetadata" | "modelLayers" | "modelChannels" | "modelProducts" | "pictureSize" | "pixelBytes" | "stageSize" | "threshold" | "detectorSize" | "faceScore" | "faceOverlap" | "mostFaces" | "smallestFace" | "region" | "faceSide" | "faceChannels" | "valueRange" | "landmarkTemplate" | "labels" | "temperature" | "stemChannels" | "networkStages" | "stageChannels" | "stageBlocks" | "classes" | "headLayers" | "headLayer" | "headClasses" | "headLength" | "linkLength" | "nameLength" | "classNameLength" | "sampleNameLength" | "zipFiles" | { "entrySize": { 
/**
 * Its name, on one line and not too long.
 */
name: string, } } | "picturesSize" | "projectSize" | "projectFormat" | "samples" | "sampleFaces" | "samplePictures" | "sampleFace" | "precroppedSide" | "epochs" | "batchSize" | "learningRate" | "hiddenUnits" | "validationShare" | "patience" | "embedding" | "exampleClass" | { "samplesOfClass": { 
/**
 * Which, from 1.
 */
class: number, } };

/**
 * What is wrong with a file.
 */
export type Fault = { "cause": { 
/**
 * What a library says of it, in English.
 */
cause: string, } } | "missing" | "empty" | { "unreadable": { 
/**
 * What the system says of it.
 */
cause: string, } } | "checksum" | { "length": { 
/**
 * Bytes that there are.
 */
got: number, 
/**
 * Bytes that there should be.
 */
expected: number, } } | "noLandmarks" | "noPictureBase" | "notMien" | "otherVersion" | "cut" | { "sameName": { 
/**
 * The name.
 */
name: string, } } | "notNumbers" | "nothingWhole" | { "noEntry": { 
/**
 * Which was asked for.
 */
index: number, } } | "misplaced" | "endMissing" | "changed" | "placeUnclear" | { "samePath": { 
/**
 * The path, shortened.
 */
path: string, } } | { "badPath": { 
/**
 * The path, shortened.
 */
path: string, } } | { "sameClassId": { 
/**
 * The id.
 */
id: number, } } | { "sameSampleId": { 
/**
 * The id.
 */
id: number, } } | { "noSuchClass": { 
/**
 * Id of the sample.
 */
sample: number, 
/**
 * Id that is no class's.
 */
class: number, } } | "noPicturesEither" | { "unknownLayer": { 
/**
 * The layer's name, shortened.
 */
layer: string, 
/**
 * What the file calls its kind, shortened.
 */
kind: string, } } | { "layerSetting": { 
/**
 * The layer's name, shortened; may be empty.
 */
layer: string, 
/**
 * The setting as the file calls it.
 */
setting: string, } } | { "layerMisfit": { 
/**
 * The layer's name, shortened.
 */
layer: string, 
/**
 * The shape of its weights; empty where it has none.
 */
weights: Array<number>, } } | { "unknownNumbers": { 
/**
 * Their name, shortened.
 */
weight: string, 
/**
 * What the file calls their kind, shortened.
 */
kind: string, } } | "endlessLine";

/**
 * Which values are allowed.
 */
export type Bounds = { "between": { 
/**
 * The least.
 */
from: string, 
/**
 * The most.
 */
to: string, } } | { "atLeast": { 
/**
 * The least.
 */
least: number, } } | { "mebibytes": { 
/**
 * The most.
 */
mib: number, } } | { "promised": { 
/**
 * The most.
 */
bytes: number, } } | "positive" | "ascending" | "distinct";

/**
 * What a file is by its first bytes.
 */
export type FileKind = "pdf" | "jpeg" | "png" | "gif" | "rar" | "sevenZip" | "gzip" | "tar" | "zip" | "spreadsheet" | "parquet" | "webPage" | "json" | "other";

/**
 * What a file is by what it holds.
 */
export type KnownFile = "project" | "teachableProject" | "bundle" | "head" | "pictures" | "weights" | "other";

/**
 * Something sound that is not read here, and what is read instead.
 */
export type Foreign = { "encrypted": { 
/**
 * A file in the zip file, shortened.
 */
name: string, } } | { "compression": { 
/**
 * A file in the zip file, shortened.
 */
name: string, } } | { "noZip": { 
/**
 * What it is.
 */
file: FileKind, } } | { "noTable": { 
/**
 * What it is.
 */
file: FileKind, } } | { "otherTable": { 
/**
 * What it is.
 */
file: FileKind, } } | { "packedTable": { 
/**
 * What it is.
 */
file: FileKind, } } | { "noTableInside": { 
/**
 * What it is.
 */
file: FileKind, } } | { "noPixels": { 
/**
 * The first columns that there are, shortened.
 */
found: Array<string>, } } | { "noLabels": { 
/**
 * The first columns that there are, shortened.
 */
found: Array<string>, } } | "model" | { "noModel": { 
/**
 * What it is.
 */
file: KnownFile, } } | "noPictures" | { "otherProject": { 
/**
 * `audio` or `pose`.
 */
project: string, } } | { "version": { 
/**
 * Of the project.
 */
version: number, 
/**
 * The last that is known here.
 */
newest: number, } };

/**
 * Everything that the library refuses. No face in a picture is an empty list, not an error.
 */
export type LibraryError = { "code": "malformed", 
/**
 * Which file.
 */
file: Subject, 
/**
 * What is wrong with it, and where.
 */
what: Fault, } | { "code": "mismatch", 
/**
 * The tensor, list or picture concerned.
 */
what: Subject, 
/**
 * What would fit.
 */
expected: string, 
/**
 * What was found.
 */
got: string, } | { "code": "outdated", 
/**
 * What its maker calls it; may be empty.
 */
name: string, } | { "code": "limit", 
/**
 * What was measured.
 */
what: Subject, 
/**
 * Its value.
 */
got: string, 
/**
 * The allowed values.
 */
limit: Bounds, } | { "code": "unsupported", 
/**
 * What was found, and what there is support for.
 */
found: Foreign, };

/**
 * What is wrong with a row of a table.
 */
export type RowFault = { "tooLong": { 
/**
 * The most.
 */
kib: number, } } | { "fields": { 
/**
 * How many it has.
 */
got: number, 
/**
 * How many the first line has.
 */
expected: number, } } | { "label": { 
/**
 * What stands there, shortened.
 */
text: string, 
/**
 * The last number that there is.
 */
last: number, } } | { "pixel": { 
/**
 * What stands there, shortened.
 */
text: string, } } | { "pixels": { 
/**
 * How many it has.
 */
got: number, 
/**
 * How many a face has.
 */
expected: number, } } | "zeroBytes";

/**
 * What was passed over. As text, each variant's documentation.
 */
export type Note = "cutOff" | { "leadsOutside": { 
/**
 * A file in the zip file, shortened.
 */
name: string, } } | { "leftOut": { 
/**
 * Which, and why.
 */
error: LibraryError, } } | { "hiddenFiles": { 
/**
 * How many.
 */
count: number, } } | { "otherFiles": { 
/**
 * How many.
 */
count: number, } } | { "row": { 
/**
 * Which, from 1.
 */
row: number, 
/**
 * What is wrong with it.
 */
fault: RowFault, } } | "settingsLost" | { "pictureLost": { 
/**
 * Which, and why.
 */
error: LibraryError, } } | { "damaged": { 
/**
 * Which part, and how.
 */
error: LibraryError, } } | { "facesLost": { 
/**
 * How many.
 */
count: number, } };

/**
 * What was passed over in a file: the first faults, and how many there are.
 */
export type Faults<T> = { 
/**
 * [`Faults::NAMED`] at most.
 */
first: Array<T>, 
/**
 * How many there are in all.
 */
count: number, };

/**
 * A place in a picture.
 */
export type Point = { 
/**
 * Pixels from the left edge.
 */
x: number, 
/**
 * Pixels from the top edge.
 */
y: number, };

/**
 * An axis-aligned rectangle.
 */
export type BoundingBox = { 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Width, not negative.
 */
width: number, 
/**
 * Height, not negative.
 */
height: number, };

/**
 * Five landmarks of a face in YuNet's order: the subject's right eye, left eye, tip of the nose,
 * right corner of the mouth, left corner of the mouth. The subject's right stands on the left of
 * an unmirrored picture.
 */
export type Landmarks = [Point, Point, Point, Point, Point];

/**
 * Rotation, uniform scale and shift: `x' = a·x − b·y + tx`, `y' = b·x + a·y + ty`.
 */
export type SimilarityTransform = { 
/**
 * Scale times the cosine of the angle.
 */
a: number, 
/**
 * Scale times the sine of the angle; positive turns clockwise on the screen.
 */
b: number, 
/**
 * Shift along x.
 */
tx: number, 
/**
 * Shift along y.
 */
ty: number, };

/**
 * A face and what it looks like, as the networks gave it for this frame alone, in source pixels.
 */
export type FacePrediction = { 
/**
 * The same number while the face stays in the picture.
 */
id: number, 
/**
 * Where the face is.
 */
box: BoundingBox, 
/**
 * Its five landmarks; `null` where the whole picture is looked at.
 */
landmarks: Landmarks | null, 
/**
 * How sure the detector is, 0 to 1.
 */
score: number, 
/**
 * The most probable class.
 */
label: string, 
/**
 * Its probability, 0 to 1.
 */
probability: number, 
/**
 * All classes with their probabilities.
 */
probabilities: Record<string, number>, };

/**
 * What is drawn for a face, in stage coordinates.
 */
export type ShownFace = { 
/**
 * As in [`FacePrediction`](crate::recognizer::FacePrediction).
 */
id: number, 
/**
 * Whether the bars are this face's.
 */
main: boolean, 
/**
 * The displayed class; `null` where none reaches the threshold.
 */
class: number | null, 
/**
 * The displayed probability, 0 to 1: the steadied one of the displayed class.
 */
value: number, 
/**
 * The box.
 */
outline: BoundingBox, 
/**
 * The chip.
 */
chip: BoundingBox, };

/**
 * A bar of the main face.
 */
export type Bar = { 
/**
 * The class.
 */
label: string, 
/**
 * Its steadied probability, 0 to 1.
 */
value: number, 
/**
 * Whether it is the displayed class.
 */
top: boolean, };

/**
 * Which detector answered.
 */
export type DetectorName = "browser" | "built-in";

/**
 * How long the parts of a frame took, ms.
 */
export type Timing = { 
/**
 * Finding the faces and their landmarks.
 */
detect: number, 
/**
 * Aligning and classifying them.
 */
classify: number, 
/**
 * Everything since work on the frame began.
 */
total: number, };

/**
 * What is looked at.
 */
export type LookedAt = "faces" | "picture";

/**
 * Everything that is known of a frame.
 */
export type Report = { 
/**
 * The frame's time, ms.
 */
time: number, 
/**
 * Width of the source in pixels.
 */
width: number, 
/**
 * Height of the source in pixels.
 */
height: number, 
/**
 * What was looked at. A whole picture is told of as one face.
 */
subject: LookedAt, 
/**
 * By how many degrees the picture was turned clockwise to see its faces upright: 0, 90, 180 or 270. Boxes and landmarks
 * are in the picture as it is.
 */
turned: number, 
/**
 * The faces, most certain detection first.
 */
faces: Array<FacePrediction>, 
/**
 * What to draw; may hold a face a moment longer than `faces`.
 */
shown: Array<ShownFace>, 
/**
 * The main face's classes in fixed order; empty without a face.
 */
bars: Array<Bar>, 
/**
 * Which detector found the faces.
 */
detector: DetectorName, 
/**
 * How long it took.
 */
timing: Timing, };

/**
 * Which detector a person asked for.
 */
export type DetectorChoice = "auto" | "browser" | "built-in";

/**
 * The surface that the overlay is drawn on.
 */
export type Stage = { 
/**
 * Width in CSS pixels; the picture fills it.
 */
width: number, 
/**
 * Height in CSS pixels; the picture fills it.
 */
height: number, 
/**
 * Whether the picture is displayed as in a mirror.
 */
mirror: boolean, 
/**
 * Height of a chip in CSS pixels.
 */
chipHeight: number, 
/**
 * Width of the chip of every class, then that of the unsure one: the page measures them,
 * since only it knows its fonts.
 */
chipWidths: Array<number>, };

/**
 * What a person can set.
 */
export type Settings = { 
/**
 * Which detector finds the faces.
 */
detector: DetectorChoice, 
/**
 * Longest side in pixels that the built-in detector is shown.
 */
detectorSize: number, 
/**
 * Faces below this score are left out, 0 to 1. Where a picture stands still and no face in it is sure, it takes 0.1 more.
 */
minScore: number, 
/**
 * At most as many faces, the largest.
 */
maxFaces: number, 
/**
 * Faces whose shorter side measures less are left out, pixels of the source.
 */
minFace: number, 
/**
 * Faces whose middle lies outside of this part of the picture are left out; in shares of the picture's width and
 * height, 0 to 1.
 */
region: BoundingBox | null, 
/**
 * Below this probability a face is displayed as unsure, 0 to 1; where nothing is set, the head
 * or the model in use says.
 */
threshold: number | null, 
/**
 * Whether boxes and labels are steadied for display.
 */
smoothing: boolean, 
/**
 * Whether a face's mirror image is asked about too and the answers are averaged: in a picture
 * that stands still both at once, in a stream one a frame, averaged for display. It is worth a
 * point of accuracy. A head that was taught without mirrored faces is never asked about them.
 */
averageMirrored: boolean, 
/**
 * The surface that the overlay is drawn on.
 */
stage: Stage, };

/**
 * A dense layer: `y = x·w + b`.
 */
export type Dense = { 
/**
 * `[inputs, outputs]`, row by row.
 */
weights: Array<number>, 
/**
 * `[outputs]`.
 */
bias: Array<number>, };

/**
 * One dense layer, or two with a ReLU between them: from an embedding to a logit a class.
 */
export type Head = { 
/**
 * The layers, first to last.
 */
layers: Array<Dense>, };

/**
 * A head with all that is needed to use it.
 */
export type HeadFile = { 
/**
 * What its maker calls it; may be empty.
 */
name: string, 
/**
 * The classes in the order of the head's outputs.
 */
labels: Array<string>, 
/**
 * SHA-256 of the expression weights whose embeddings it was trained on.
 */
backbone: string, 
/**
 * Below this probability a face is displayed as unsure, 0 to 1.
 */
threshold: number, 
/**
 * Whether it was taught that a face and its mirror image are the same class: only then is it
 * asked about both.
 */
mirrored: boolean, 
/**
 * The layers, first to last.
 */
layers: Array<Dense>, };

/**
 * Settings of a training run. The defaults are those that Teachable Machine's users know (50
 * epochs, batches of 16, a learning rate of 0.001, 100 hidden units, 15 % for validation).
 */
export type TrainConfig = { 
/**
 * Passes over the training samples.
 */
epochs: number, 
/**
 * Samples a step.
 */
batch: number, 
/**
 * Adam's learning rate.
 */
learningRate: number, 
/**
 * Units of the hidden layer; 0 leaves it out.
 */
hidden: number, 
/**
 * Share of every class that is kept apart to check what was learnt, 0 to 0.5.
 */
validationShare: number, 
/**
 * Whether every class counts the same, however many samples it has.
 */
balance: boolean, 
/**
 * Whether half of the samples of an epoch are mirrored.
 */
mirror: boolean, 
/**
 * Training ends where so many epochs bring no better result on the samples kept apart (on the training samples where
 * none are); 0 goes through all. Of FER2013's 28,709 faces the best of 50 epochs is one of the first ten.
 */
patience: number, 
/**
 * Everything random follows from this.
 */
seed: number, };

/**
 * What an epoch reports of a list of samples.
 */
export type Loss = { 
/**
 * Mean cross-entropy in nats.
 */
loss: number, 
/**
 * Share that was named right, 0 to 1.
 */
accuracy: number, };

/**
 * One pass over the training samples.
 */
export type Epoch = { 
/**
 * Which, from 1.
 */
epoch: number, 
/**
 * Results on the samples that are learnt from, while they were learnt.
 */
training: Loss, 
/**
 * Results on the samples kept apart; `None` where there are none.
 */
validation: Loss | null, };

/**
 * A class's results.
 */
export type ClassResult = { 
/**
 * Samples of the class.
 */
samples: number, 
/**
 * How many of them were named right.
 */
right: number, };

/**
 * `[true class][answer]`: how many.
 */
export type ConfusionMatrix = Array<Array<number>>;

/**
 * A classifier's results on some samples.
 */
export type Metrics = { 
/**
 * Share of samples that were named right, 0 to 1; 0 without samples.
 */
accuracy: number, 
/**
 * Mean cross-entropy of the true class, in nats.
 */
loss: number, 
/**
 * One entry a class.
 */
perClass: Array<ClassResult>, 
/**
 * `[true class][answer]`.
 */
confusion: ConfusionMatrix, };

/**
 * A sample that a head takes for another class.
 */
export type Mistake = { 
/**
 * Index of the sample.
 */
sample: number, 
/**
 * The class that it is taken for.
 */
predicted: number, 
/**
 * Probability of that class.
 */
probability: number, 
/**
 * Whether the sample was kept apart.
 */
validation: boolean, };

/**
 * What training gave.
 */
export type TrainResult = { 
/**
 * All epochs.
 */
history: Array<Epoch>, 
/**
 * Its results on the samples that it learnt from.
 */
training: Metrics, 
/**
 * Its results on the samples that were kept apart; `None` where there are none.
 */
validation: Metrics | null, 
/**
 * See [`HeadFit::mistakes`].
 */
mistakes: Array<Mistake>, 
/**
 * The layers, first to last.
 */
layers: Array<Dense>, };

/**
 * How much an [`Advice`] matters.
 */
export type Level = "stop" | "warn" | "note";

/**
 * A class, and a number of its samples.
 */
export type Wanted = { 
/**
 * The class's name.
 */
name: string, 
/**
 * How many more it should have.
 */
more: number, };

/**
 * What an [`Advice`] is about.
 */
export type Finding = { "kind": "fewClasses", 
/**
 * How many there are.
 */
classes: number, } | { "kind": "noSamples", 
/**
 * Their names.
 */
names: Array<string>, } | { "kind": "fewSamples", 
/**
 * How many they should have besides.
 */
wanted: Array<Wanted>, } | { "kind": "uneven", 
/**
 * The class with the most.
 */
most: string, 
/**
 * The class with the fewest.
 */
least: string, 
/**
 * How many times as many.
 */
times: number, 
/**
 * Whether classes count the same all the same.
 */
balanced: boolean, } | { "kind": "oneRecording", 
/**
 * Their names.
 */
names: Array<string>, } | { "kind": "nothingChecked" } | { "kind": "fewChecked", 
/**
 * How many.
 */
samples: number, } | { "kind": "learntByHeart", 
/**
 * Share of the samples learnt from that is right, 0 to 1.
 */
training: number, 
/**
 * The same of the samples kept apart.
 */
validation: number, } | { "kind": "stoppedEarly", 
/**
 * The best epoch, from 1.
 */
best: number, 
/**
 * Epochs that were trained.
 */
epochs: number, } | { "kind": "poor", 
/**
 * Share of the samples kept apart that is right, 0 to 1.
 */
validation: number, };

/**
 * What would make training better. Sentences are made of it where people read them.
 */
export type Advice = { 
/**
 * How much it matters.
 */
level: Level, } & ({ "kind": "fewClasses", 
/**
 * How many there are.
 */
classes: number, } | { "kind": "noSamples", 
/**
 * Their names.
 */
names: Array<string>, } | { "kind": "fewSamples", 
/**
 * How many they should have besides.
 */
wanted: Array<Wanted>, } | { "kind": "uneven", 
/**
 * The class with the most.
 */
most: string, 
/**
 * The class with the fewest.
 */
least: string, 
/**
 * How many times as many.
 */
times: number, 
/**
 * Whether classes count the same all the same.
 */
balanced: boolean, } | { "kind": "oneRecording", 
/**
 * Their names.
 */
names: Array<string>, } | { "kind": "nothingChecked" } | { "kind": "fewChecked", 
/**
 * How many.
 */
samples: number, } | { "kind": "learntByHeart", 
/**
 * Share of the samples learnt from that is right, 0 to 1.
 */
training: number, 
/**
 * The same of the samples kept apart.
 */
validation: number, } | { "kind": "stoppedEarly", 
/**
 * The best epoch, from 1.
 */
best: number, 
/**
 * Epochs that were trained.
 */
epochs: number, } | { "kind": "poor", 
/**
 * Share of the samples kept apart that is right, 0 to 1.
 */
validation: number, });

/**
 * Who made an archive.
 */
export type ArchiveKind = "teachableMachine" | "mien" | "pictures";

/**
 * A picture in an archive.
 */
export type ArchiveEntry = { 
/**
 * What [`Archive::read`] takes.
 */
index: number, 
/**
 * The class that its name or folder tells.
 */
class: string | null, 
/**
 * Its file name.
 */
name: string, 
/**
 * Its length.
 */
bytes: number, };

/**
 * Pictures that were left out as meant for testing.
 */
export type ForTesting = { 
/**
 * How many.
 */
count: number, 
/**
 * What their folders are called, the first few of them.
 */
folders: Array<string>, };

/**
 * An archive that was opened; as data, what is in it.
 */
export type Archive = { 
/**
 * Who made it.
 */
kind: ArchiveKind, 
/**
 * Its pictures to learn from, in the order of the file, which for Teachable Machine is that of
 * the classes.
 */
entries: Array<ArchiveEntry>, 
/**
 * What was left out as meant for testing.
 */
forTesting: ForTesting, 
/**
 * The code page that names were taken to be in, where nothing in the file says which it is.
 */
guessed: string | null, 
/**
 * What was passed over.
 */
skipped: Faults<Note>, 
/**
 * What a Teachable Machine project says about training. Nothing else of its manifest is
 * kept: it can hold a key to its maker's cloud storage.
 */
settings: TrainConfig | null, };

/**
 * A file in a folder that a person picked or dropped.
 */
export type FolderFile = { 
/**
 * Its path from the folder on, `faces/train/happy/1.jpg`.
 */
path: string, 
/**
 * Whether it is a picture or a video, as far as the browser knows.
 */
shown: boolean, };

/**
 * A picture or video in a folder.
 */
export type FolderEntry = { 
/**
 * Its place among the files.
 */
index: number, 
/**
 * The class that its folders tell.
 */
class: string | null, };

/**
 * Folders that a person picked or dropped.
 */
export type Folders = { 
/**
 * What is to be learnt from, in the order of the files.
 */
entries: Array<FolderEntry>, 
/**
 * What was left out as meant for testing.
 */
forTesting: ForTesting, 
/**
 * What was passed over.
 */
skipped: Faults<Note>, };

/**
 * Which faces of a picture become samples.
 */
export type Which = "largest" | "all";

/**
 * A face, cut out of a picture.
 */
export type FaceCrop = { 
/**
 * Whether the whole picture was a face that somebody had cut out already.
 */
precropped: boolean, 
/**
 * Where the face is, in source pixels; all of a pre-cropped face.
 */
box: BoundingBox, 
/**
 * By how many degrees the picture was turned clockwise to see it upright: 0, 90, 180 or 270.
 */
turned: number, 
/**
 * From the picture to the crop.
 */
toFace: SimilarityTransform, };

/**
 * A class that a person named.
 */
export type ProjectClass = { 
/**
 * Never used twice in a project, so that a name can change.
 */
id: number, 
/**
 * Its name; may be empty while it is being typed.
 */
name: string, 
/**
 * Whether it is left out of training.
 */
disabled: boolean, };

/**
 * What the samples of a project show.
 */
export type ProjectKind = "faces" | "pictures";

/**
 * A face, or a picture, that shows a class.
 */
export type ProjectSample = { 
/**
 * Never used twice in a project.
 */
id: number, 
/**
 * Id of its class.
 */
class: number, 
/**
 * Where it came from: a file's name, or the camera.
 */
name: string, 
/**
 * The picture's path in the file, where the picture is kept.
 */
picture: string | null, };
