// What to paste into a program of one's own for each format, with its comments in English. tests/oracle/snippets.test.mjs runs each as it is printed.

/**
 * What a snippet has to know of a model.
 * @typedef {object} About
 * @property {"faces" | "pictures"} kind
 * @property {number} side of what the network is shown, in pixels
 * @property {[number, number][]} template where the five landmarks of a face go, in these pixels
 * @property {boolean} mirrored whether the app asks about the mirror image too
 */

/** A snippet: the language it is shown under, and its text. @typedef {{language: string, file: string, text: string}} Snippet */

const TFJS = "https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/dist/tf.min.js";
const TEACHABLE = "https://cdn.jsdelivr.net/npm/@teachablemachine/image@0.8.5/dist/teachablemachine-image.min.js";
const P5 = "https://cdn.jsdelivr.net/npm/p5@1.11.10/lib/p5.min.js";
const ML5 = "https://cdn.jsdelivr.net/npm/ml5@1.2.1/dist/ml5.min.js";
const ORT = "https://cdn.jsdelivr.net/npm/onnxruntime-web@1.30.0/dist/ort.wasm.min.js";

/** @param {[number, number][]} template */
const points = (template) => template.map(([x, y]) => `[${round(x)}, ${round(y)}]`).join(", ");

// TensorFlow.js looks for the weights of "model.json" in the site's own folder, of "./model.json" beside it.

const round = (/** @type {number} */ value) => Number(value.toFixed(3));

/**
 * Python that gives `shown`, the values of pictures from -1 to 1.
 * @param {About} about
 * @param {string} packages beside those for pictures
 */
function python({ kind, side, template }, packages) {
  if (kind === "pictures")
    return `# pip install ${packages} numpy pillow
import numpy as np
from PIL import Image, ImageOps


def show(file):
    """What the network is shown of a picture: the middle of it, values from -1 to 1, [1, ${side}, ${side}, 3]."""
    picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    middle = ImageOps.fit(picture, (${side}, ${side}), Image.Resampling.BILINEAR)
    return np.asarray(middle, dtype=np.float32)[np.newaxis] / 127.5 - 1
`;
  return `# pip install ${packages} numpy opencv-python-headless
# face_detection_yunet_2023mar.onnx is in OpenCV's zoo, https://github.com/opencv/opencv_zoo
import cv2
import numpy as np

# Where the right eye, the left eye, the nose and the corners of the mouth go.
TEMPLATE = np.array([${points(template)}])


def align(picture, landmarks):
    """A face, turned upright and cut out: grey, ${side} x ${side}."""
    x, y = (landmarks - landmarks.mean(0)).T
    u, v = (TEMPLATE - TEMPLATE.mean(0)).T
    a, b = np.array([(x * u + y * v).sum(), (x * v - y * u).sum()]) / (x * x + y * y).sum()
    turn = np.array([[a, -b], [b, a]])
    shift = TEMPLATE.mean(0) - turn @ landmarks.mean(0)
    # A large face is made smaller first, so that fine texture leaves no pattern.
    block = max(1, int(1 / np.hypot(a, b)))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    small = cv2.resize(grey, None, fx=1 / block, fy=1 / block, interpolation=cv2.INTER_AREA)
    # Pixels lie at their middle here, and at their corner in OpenCV.
    matrix = np.column_stack([turn * block, shift + turn @ [block / 2, block / 2] - 0.5])
    return cv2.warpAffine(small, matrix, (${side}, ${side}), borderMode=cv2.BORDER_REPLICATE)


def show(file):
    """What the network is shown of a picture: its faces, values from -1 to 1, [faces, ${side}, ${side}, 1]."""
    picture = cv2.imread(file)
    height, width = picture.shape[:2]
    scale = min(1, 640 / max(height, width))
    size = (round(width * scale), round(height * scale))
    detector = cv2.FaceDetectorYN.create("face_detection_yunet_2023mar.onnx", "", size, 0.6)
    _, found = detector.detect(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    landmarks = [face[4:14].reshape(5, 2) / scale for face in (found if found is not None else [])]
    faces = [align(picture, five) for five in landmarks]
    return np.float32(faces).reshape(-1, ${side}, ${side}, 1) / 127.5 - 1
`;
}

const PYTHON_LABELS = `labels = [line.split(" ", 1)[1].strip() for line in open("labels.txt", encoding="utf-8")]`;

/** @param {About} about */
const pythonAnswers = ({ mirrored }) => `shown = show("picture.jpg")
${
  mirrored
    ? `# The app asks about the mirror image, too.
answers = (predict(shown) + predict(shown[:, :, ::-1])) / 2`
    : "answers = predict(shown)"
}
for answer in answers:
    best = answer.argmax()
    print(f"{labels[best]} {answer[best]:.3f}")
`;

/** @param {About} about @param {string} file of the model */
const keras = (about, file) => `${python(about, "tensorflow")}
from keras.models import load_model

model = load_model("${file}", compile=False)
${PYTHON_LABELS}


def predict(values):
    return model.predict(values, verbose=0)


${pythonAnswers(about)}`;

/** @param {About} about @param {string} file of the model */
function tflite(about, file) {
  const whole = file === "model_quant.tflite";
  return `${python(about, "ai-edge-litert")}
from ai_edge_litert.interpreter import Interpreter

model = Interpreter("${file}")
model.allocate_tensors()
${PYTHON_LABELS}


def predict(values):
    answers = []
    for one in values:
${
  whole
    ? `        # The model computes with whole numbers, and takes pixels as they are.
        model.set_tensor(model.get_input_details()[0]["index"], np.uint8((one[np.newaxis] + 1) * 127.5 + 0.5))
        model.invoke()
        answers.append(model.get_tensor(model.get_output_details()[0]["index"])[0] / 256)`
    : `        model.set_tensor(model.get_input_details()[0]["index"], np.ascontiguousarray(one[np.newaxis]))
        model.invoke()
        answers.append(model.get_tensor(model.get_output_details()[0]["index"])[0])`
}
    return np.array(answers)


${pythonAnswers(about)}`;
}

/** @param {About} about */
const onnx = (about) => `${python(about, "onnxruntime")}
from onnxruntime import InferenceSession

model = InferenceSession("model.onnx")
${PYTHON_LABELS}


def predict(values):
    return model.run(None, {model.get_inputs()[0].name: values})[0]


${pythonAnswers(about)}`;

/**
 * JavaScript that gives \`values\`, a function from a picture (and the five landmarks of a face in it) to values in such a range.
 * @param {About} about
 * @param {number} halfRange
 */
function browser({ kind, side, template }, halfRange) {
  const body = `  const { data } = context.getImageData(0, 0, ${side}, ${side});`;
  if (kind === "pictures")
    return `// What the network is shown of a picture: the middle of it, values from -1 to 1.
function show(picture) {
  const canvas = new OffscreenCanvas(${side}, ${side});
  const context = canvas.getContext("2d");
  const [width, height] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
  const square = Math.min(width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, (width - square) / 2, (height - square) / 2, square, square, 0, 0, ${side}, ${side});
${body}
  const values = new Float32Array(3 * ${side * side});
  for (let i = 0; i < ${side * side}; i++) for (let c = 0; c < 3; c++) values[3 * i + c] = data[4 * i + c] / ${halfRange} - 1;
  return values;
}`;
  return `// Where the right eye, the left eye, the nose and the corners of the mouth go.
const TEMPLATE = [${points(template)}];

// What the network is shown of a face: turned upright and cut out, in grey, values from -1 to 1. Any face detector tells the five
// landmarks, in pixels of the picture.
function show(picture, landmarks) {
  const mean = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const [[x, y], [u, v]] = [mean(landmarks), mean(TEMPLATE)];
  let [spread, dot, cross] = [0, 0, 0];
  landmarks.forEach(([px, py], i) => {
    const [dx, dy, du, dv] = [px - x, py - y, TEMPLATE[i][0] - u, TEMPLATE[i][1] - v];
    spread += dx * dx + dy * dy;
    dot += dx * du + dy * dv;
    cross += dx * dv - dy * du;
  });
  const [a, b] = [dot / spread, cross / spread];
  const context = new OffscreenCanvas(${side}, ${side}).getContext("2d");
  context.imageSmoothingQuality = "high";
  context.setTransform(a, b, -b, a, u - a * x + b * y, v - b * x - a * y);
  context.drawImage(picture, 0, 0);
${body}
  const values = new Float32Array(${side * side});
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue] = data.subarray(4 * i);
    values[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / ${halfRange} - 1;
  }
  return values;
}`;
}

/** What a page asks about: its picture. @param {About} about */
const ask = ({ kind, side }) =>
  kind === "pictures"
    ? `const picture = document.querySelector("img");
await picture.decode();
const shown = show(picture);`
    : `const picture = document.querySelector("img");
await picture.decode();
// Of a picture that shows a cut face and nothing else, as those under Samples.
const landmarks = TEMPLATE.map((point) => point.map((value) => (value * picture.naturalWidth) / ${side}));
const shown = show(picture, landmarks);`;

/** @param {About} about */
const channelsOf = ({ kind }) => (kind === "faces" ? 1 : 3);

/** @param {About} about */
function pageAnswer(about) {
  if (!about.mirrored) return "const answer = await predict(shown);";
  const channels = channelsOf(about);
  const column = channels === 1 ? `(i % ${about.side})` : `(Math.floor(i / ${channels}) % ${about.side})`;
  const back = channels === 1 ? `2 * ${column} - ${about.side - 1}` : `${channels} * (2 * ${column} - ${about.side - 1})`;
  return `// The app asks about the mirror image, too.
const mirror = shown.map((_, i, all) => all[i - (${back})]);
const both = [await predict(shown), await predict(mirror)];
const answer = both[0].map((value, i) => (value + both[1][i]) / 2);`;
}

const PRINT = `labels.forEach((label, i) => {
  document.body.append(label, " ", answer[i].toFixed(3), document.createElement("br"));
});`;

/** @param {About} about */
const tfjs = (about) => `<!doctype html>
<img src="picture.jpg" alt="">
<script src="${TFJS}"></script>
<script type="module">
${browser(about, 127)}

const model = await tf.loadLayersModel("./model.json");
const { labels } = await (await fetch("metadata.json")).json();
${ask(about)}
const predict = (values) => model.predict(tf.tensor(values, [1, ${about.side}, ${about.side}, ${channelsOf(about)}])).data();
${pageAnswer(about)}
${PRINT}
</script>
`;

/** @param {About} about */
const onnxPage = (about) => `<!doctype html>
<img src="picture.jpg" alt="">
<script src="${ORT}"></script>
<script type="module">
${browser(about, 127.5)}

const model = await ort.InferenceSession.create("model.onnx");
const { labels } = await (await fetch("metadata.json")).json();
${ask(about)}
async function predict(values) {
  const input = new ort.Tensor("float32", values, [1, ${about.side}, ${about.side}, ${channelsOf(about)}]);
  return (await model.run({ [model.inputNames[0]]: input }))[model.outputNames[0]].data;
}
${pageAnswer(about)}
${PRINT}
</script>
`;

/** The page of Teachable Machine's own flow: a Start button, the camera and a line a class. */
const TEACHABLE_PAGE = `<!doctype html>
<button type="button" id="start">Start</button>
<div id="camera"></div>
<div id="answers"></div>
<script src="${TFJS}"></script>
<script src="${TEACHABLE}"></script>
<script type="module">
document.querySelector("#start").onclick = async () => {
  const model = await tmImage.load("./model.json", "./metadata.json");
  const webcam = new tmImage.Webcam(300, 300, true);
  await webcam.setup();
  await webcam.play();
  document.querySelector("#camera").replaceChildren(webcam.canvas);
  const look = async () => {
    webcam.update();
    const answers = await model.predict(webcam.canvas);
    const lines = answers.map(({ className, probability }) => className + " " + probability.toFixed(2));
    document.querySelector("#answers").innerText = lines.join("\\n");
    requestAnimationFrame(look);
  };
  await look();
};
</script>
`;

/** A sketch for p5 with ml5. */
const SKETCH = `<!doctype html>
<script src="${P5}"></script>
<script src="${ML5}"></script>
<script>
let classifier, video, label = "";

function preload() {
  classifier = ml5.imageClassifier(new URL("model.json", location.href).href);
}

function setup() {
  createCanvas(400, 330);
  video = createCapture(VIDEO);
  video.size(400, 300);
  video.hide();
  classifier.classifyStart(video, (results) => {
    label = results[0].label;
  });
}

function draw() {
  background(0);
  image(video, 0, 0);
  fill(255);
  textAlign(CENTER);
  text(label, width / 2, height - 6);
}
</script>
`;

/** @param {About} about @param {string} file of the model */
function kotlin({ kind, side, mirrored }, file) {
  const channels = kind === "faces" ? 1 : 3;
  const whole = file === "model_quant.tflite";
  const pixels =
    kind === "faces"
      ? "0.299f * Color.red(pixel) + 0.587f * Color.green(pixel) + 0.114f * Color.blue(pixel)"
      : "channel.toFloat()";
  const put = (/** @type {string} */ value) => (whole ? `input.put((${value} + 0.5f).toInt().toByte())` : `input.putFloat((${value}) / 127.5f - 1f)`);
  const each =
    kind === "faces"
      ? `            ${put(pixels)}`
      : `            for (channel in listOf(Color.red(pixel), Color.green(pixel), Color.blue(pixel))) ${put(pixels)}`;
  return `// build.gradle: implementation("com.google.ai.edge.litert:litert:1.4.2"); put ${file} and labels.txt into assets.
// ${kind === "faces" ? `bitmap: a face, turned upright and cut out as the snippet for Python does, ${side} x ${side}.` : `bitmap: the middle of a picture, ${side} x ${side}.`} Not one of the kind HARDWARE.
import android.content.Context
import android.graphics.Bitmap
import android.graphics.Color
import java.nio.ByteBuffer
import java.nio.ByteOrder
import org.tensorflow.lite.Interpreter

fun classify(context: Context, bitmap: Bitmap): Map<String, Float> {
    val bytes = context.assets.open("${file}").readBytes()
    val file = ByteBuffer.allocateDirect(bytes.size).order(ByteOrder.nativeOrder())
    file.put(bytes)
    val model = Interpreter(file)
    val labels = context.assets.open("labels.txt").bufferedReader().readLines().map { it.substringAfter(" ") }
    val input = ByteBuffer.allocateDirect(${side} * ${side} * ${channels}${whole ? "" : " * 4"}).order(ByteOrder.nativeOrder())
    val pixels = IntArray(${side} * ${side})
    bitmap.getPixels(pixels, 0, ${side}, 0, 0, ${side}, ${side})

    fun ask(shown: IntArray): List<Float> {
        input.rewind()
        for (pixel in shown) {
${each}
        }
        val output = Array(1) { ${whole ? "ByteArray" : "FloatArray"}(labels.size) }
        model.run(input, output)
        return ${whole ? "output[0].map { (it.toInt() and 0xff) / 256f }" : "output[0].toList()"}
    }

${
  mirrored
    ? `    // The app asks about the mirror image, too.
    val mirror = IntArray(${side} * ${side}) { pixels[it / ${side} * ${side} + ${side - 1} - it % ${side}] }
    val answers = ask(pixels).zip(ask(mirror)) { one, other -> (one + other) / 2 }`
    : "    val answers = ask(pixels)"
}
    model.close()
    return labels.zip(answers).toMap()
}
`;
}

/**
 * What to paste, by format.
 * @param {string} format
 * @param {About} about
 * @returns {Snippet[]}
 */
export function snippets(format, about) {
  const page = (/** @type {string} */ language, /** @type {string} */ text) => ({ language, file: "index.html", text });
  const script = (/** @type {string} */ text) => ({ language: "Python", file: "classify.py", text });
  const android = (/** @type {string} */ file) => ({ language: "Android", file: "Classify.kt", text: kotlin(about, file) });
  switch (format) {
    case "tfjs":
      if (about.kind === "faces") return [page("JavaScript", tfjs(about))];
      return [page("Camera page", TEACHABLE_PAGE), page("p5.js", SKETCH), page("JavaScript", tfjs(about))];
    case "keras-h5":
      return [script(keras(about, "keras_model.h5"))];
    case "keras":
      return [script(keras(about, "model.keras"))];
    case "tflite":
      return [script(tflite(about, "model_unquant.tflite")), android("model_unquant.tflite")];
    case "tflite-int8":
      return [script(tflite(about, "model_quant.tflite")), android("model_quant.tflite")];
    case "onnx":
      return [script(onnx(about)), page("JavaScript", onnxPage(about))];
    default:
      return [];
  }
}
