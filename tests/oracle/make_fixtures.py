"""Writes tests/data/formats/: small networks as Keras, TensorFlow Lite's converter and tf2onnx themselves write them, and what they answer.

    python make_fixtures.py     with the packages of requirements.txt, and tf2onnx
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy
import tensorflow

OUT = Path(__file__).parent.parent / "data/formats"
SIDE = 24
legacy = os.environ.get("TF_USE_LEGACY_KERAS") == "1"
if legacy:
    import tf_keras as keras
else:
    import keras
layers = keras.layers


def network():
    """The layers of a MobileNet, few of them, in Teachable Machine's nesting."""
    picture = keras.Input((SIDE, SIDE, 3), name="picture")
    x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="pad")(picture)
    x = layers.Conv2D(8, 3, strides=2, use_bias=False, name="stem")(x)
    x = layers.BatchNormalization(name="stem_norm")(x)
    x = layers.ReLU(6.0, name="stem_relu")(x)
    y = layers.Conv2D(16, 1, use_bias=False, name="expand")(x)
    y = layers.BatchNormalization(name="expand_norm")(y)
    y = layers.ReLU(6.0, name="expand_relu")(y)
    y = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="depthwise")(y)
    y = layers.BatchNormalization(name="depthwise_norm")(y)
    y = layers.ReLU(6.0, name="depthwise_relu")(y)
    y = layers.Conv2D(8, 1, use_bias=False, name="project")(y)
    y = layers.BatchNormalization(name="project_norm")(y)
    x = layers.Add(name="add")([x, y])
    x = layers.DepthwiseConv2D(3, strides=2, padding="same", name="halve")(x)
    x = layers.Conv2D(12, 3, padding="same", activation="relu", name="last")(x)
    base = keras.Model(picture, x, name="base")
    features = keras.Sequential([base, layers.GlobalAveragePooling2D(name="pool")], name="features")
    head = keras.Sequential([layers.Dense(10, activation="relu", name="hidden"), layers.Dense(3, activation="softmax", use_bias=False, name="classes")], name="head")
    model = keras.Sequential([features, head], name="model")
    model.build((None, SIDE, SIDE, 3))
    random = numpy.random.default_rng(7)
    for weight in model.weights:
        spread = 1.0 if "kernel" in weight.name else 0.3
        values = random.normal(0, spread / max(1, numpy.sqrt(numpy.prod(weight.shape[:-1]))), weight.shape)
        weight.assign(values + 1 if "variance" in weight.name or "gamma" in weight.name else values)
    return model


def flat():
    """A network whose pictures become a list in one go."""
    picture = keras.Input((8, 8, 1), name="picture")
    x = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu", name="conv")(picture)
    x = layers.Flatten(name="flat")(x)
    x = layers.Dense(2, activation="softmax", name="classes")(x)
    return keras.Model(picture, x, name="flat")


def pictures(count, shape):
    """Smooth patterns, the same every time."""
    places = numpy.indices(shape).astype(numpy.float32)
    waves = [numpy.sin(places[0] * (i + 1) / 5 + places[1] * (i % 3) / 4 + places[2] + i) for i in range(count)]
    return numpy.stack(waves).astype(numpy.float32)


answers = json.loads((OUT / "answers.json").read_text()) if (OUT / "answers.json").exists() else {}


def keep(name, given, answer):
    answers[name] = {"shape": list(given.shape), "answers": numpy.round(numpy.asarray(answer, dtype=float), 6).tolist()}


model, small = network(), flat()
shown, shown_small = pictures(4, (SIDE, SIDE, 3)), pictures(4, (8, 8, 1))
OUT.mkdir(exist_ok=True)
if legacy:
    model.save(OUT / "keras2.h5", include_optimizer=False)
    keep("keras2.h5", shown, model.predict(shown, verbose=0))
    small.save(OUT / "keras2-flat.h5", include_optimizer=False)
    keep("keras2-flat.h5", shown_small, small.predict(shown_small, verbose=0))
else:
    model.save(OUT / "keras3.h5")
    model.save(OUT / "keras3.keras")
    small.save(OUT / "keras3-flat.keras")
    for name in ["keras3.h5", "keras3.keras"]:
        keep(name, shown, model.predict(shown, verbose=0))
    keep("keras3-flat.keras", shown_small, small.predict(shown_small, verbose=0))

    lite = tensorflow.lite
    for name, of, given, settings in [
        ("float32.tflite", model, shown, {}),
        ("float32-flat.tflite", small, shown_small, {}),
        ("float16.tflite", model, shown, {"optimizations": [lite.Optimize.DEFAULT], "target_types": [tensorflow.float16]}),
        ("dynamic.tflite", model, shown, {"optimizations": [lite.Optimize.DEFAULT]}),
        ("int8.tflite", model, shown, {"optimizations": [lite.Optimize.DEFAULT], "integers": True}),
    ]:
        converter = lite.TFLiteConverter.from_keras_model(of)
        converter.optimizations = settings.get("optimizations", [])
        converter.target_spec.supported_types = settings.get("target_types", [])
        if settings.get("integers"):
            converter.representative_dataset = lambda: ([picture[None]] for picture in pictures(32, (SIDE, SIDE, 3)))
            converter.target_spec.supported_ops = [lite.OpsSet.TFLITE_BUILTINS_INT8]
            converter.inference_input_type = converter.inference_output_type = tensorflow.uint8
        (OUT / name).write_bytes(converter.convert())
        keep(name, given, of.predict(given, verbose=0))

    import tf2onnx

    for name, of, given in [("tf2onnx.onnx", model, shown), ("tf2onnx-flat.onnx", small, shown_small)]:
        signature = [tensorflow.TensorSpec([1, *given.shape[1:]], tensorflow.float32, name="picture")]
        function = tensorflow.function(lambda picture, of=of: of(picture, training=False))
        tf2onnx.convert.from_function(function, input_signature=signature, opset=13, output_path=str(OUT / name))
        keep(name, given, of.predict(given, verbose=0))

(OUT / "answers.json").write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")
