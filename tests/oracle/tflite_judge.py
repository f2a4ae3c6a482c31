"""What LiteRT makes of files that were exported for it: floats, and 8-bit integers.

    python tflite_judge.py FOLDER [KNOWN]     FOLDER as `trainer export --pictures` wrote it

Where only the first KNOWN pictures show what the classes are about, labels are compared of these: what a model that tells two hands apart calls the
photo of a face is as good as chance, and changes with the last digits.
"""

import json
import sys
from pathlib import Path

import numpy
from ai_edge_litert.interpreter import Interpreter

CLOSE = 1e-4
# Of integers: how far probabilities may be apart on average, and how many labels may change.
CLOSE_ON_AVERAGE = 0.05
CHANGED = 0.02

folder = Path(sys.argv[1])
told = json.loads((folder / "answers.json").read_text())
pixels = numpy.fromfile(folder / "pictures.f32", dtype=numpy.float32).reshape(told["shape"])
expected = numpy.array(told["answers"])


def answers(file, values):
    interpreter = Interpreter(model_path=str(file))
    interpreter.allocate_tensors()
    (into,), (out,) = interpreter.get_input_details(), interpreter.get_output_details()
    scale, zero = out["quantization"]
    for picture in values:
        interpreter.set_tensor(into["index"], picture[None].astype(into["dtype"]))
        interpreter.invoke()
        (answer,) = interpreter.get_tensor(out["index"])
        yield (answer.astype(numpy.float32) - zero) * scale if scale else answer


floats = numpy.array(list(answers(folder / "tflite/model_unquant.tflite", pixels / told["halfRanges"]["tflite"] - 1)))
apart = numpy.abs(floats - expected).max()
print(f"LiteRT, floats: {len(floats)} pictures, {apart:.1e} apart")

integers = numpy.array(list(answers(folder / "tflite-int8/model_quant.tflite", numpy.round(pixels))))
mean = numpy.abs(integers - expected).mean()
known = slice(int(sys.argv[2]) if len(sys.argv) > 2 else None)
changed = (integers[known].argmax(1) != expected[known].argmax(1)).mean()
print(f"LiteRT, integers: {mean:.3f} apart on average, {changed:.1%} of labels changed")

assert apart < CLOSE, f"{apart} is more than {CLOSE}"
assert mean < CLOSE_ON_AVERAGE, f"{mean} is more than {CLOSE_ON_AVERAGE}"
assert changed <= CHANGED, f"{changed:.1%} is more than {CHANGED:.0%}"
