"""What onnxruntime makes of a file that was exported for it.

    python onnx_judge.py FOLDER     FOLDER as `trainer export --pictures` wrote it
"""

import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime

CLOSE = 1e-4

folder = Path(sys.argv[1])
told = json.loads((folder / "answers.json").read_text())
pixels = numpy.fromfile(folder / "pictures.f32", dtype=numpy.float32).reshape(told["shape"])
file = folder / "onnx/model.onnx"
onnx.checker.check_model(str(file), full_check=True)
session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
values = (pixels / told["halfRanges"]["onnx"] - 1).astype(numpy.float32)
(answers,) = session.run(None, {session.get_inputs()[0].name: values})
apart = numpy.abs(answers - numpy.array(told["answers"])).max()
print(f"onnxruntime {onnxruntime.__version__}: {len(answers)} pictures, {apart:.1e} apart")
assert apart < CLOSE, f"{apart} is more than {CLOSE}"
