"""What Keras makes of files that were exported for it: Keras 3, or Keras 2 (the package tf-keras) where the environment says so.

    python keras_judge.py FOLDER     FOLDER as `trainer export --pictures` wrote it
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy

if os.environ.get("TF_USE_LEGACY_KERAS") == "1":
    import tf_keras as keras
else:
    import keras

CLOSE = 1e-4
FILES = {"keras-h5": "keras_model.h5", "keras": "model.keras"}

folder = Path(sys.argv[1])
told = json.loads((folder / "answers.json").read_text())
pixels = numpy.fromfile(folder / "pictures.f32", dtype=numpy.float32).reshape(told["shape"])
expected = numpy.array(told["answers"])

worst = 0.0
for name, file in FILES.items():
    # Keras 2 has no files of Keras 3's.
    if file.endswith(".keras") and os.environ.get("TF_USE_LEGACY_KERAS") == "1":
        continue
    model = keras.models.load_model(folder / name / file, compile=False)
    answers = model.predict(pixels / told["halfRanges"][name] - 1, verbose=0)
    apart = numpy.abs(answers - expected).max()
    labels = [line.split(" ", 1)[1] for line in (folder / name / "labels.txt").read_text().splitlines()]
    assert labels == told["labels"], f"{labels} instead of {told['labels']}"
    print(f"keras {keras.__version__} {file}: {len(answers)} pictures, {apart:.1e} apart")
    worst = max(worst, apart)
assert worst < CLOSE, f"{worst} is more than {CLOSE}"
