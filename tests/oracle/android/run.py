"""LiteRT for the Interpreter that jvm/ has for Kotlin: over standard input a model, then the bytes of inputs; over standard output what it is, and the
bytes of outputs. Numbers are of 4 bytes, the highest first; texts are their length in 2 bytes and UTF-8.
"""

import os
import struct
import sys

import numpy
from ai_edge_litert.interpreter import Interpreter

source = sys.stdin.buffer
# Whatever the runtime prints goes where errors go.
target = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)


def text(value):
    encoded = value.encode()
    return struct.pack(">H", len(encoded)) + encoded


def tensor(detail):
    shape = detail["shape"]
    return text(detail["name"]) + text(numpy.dtype(detail["dtype"]).name) + struct.pack(f">{1 + len(shape)}i", len(shape), *shape)


def tell(value):
    target.write(value)
    target.flush()


(length,) = struct.unpack(">i", source.read(4))
try:
    interpreter = Interpreter(model_content=source.read(length))
    interpreter.allocate_tensors()
    (into,), (out,) = interpreter.get_input_details(), interpreter.get_output_details()
except Exception as error:
    tell(text(f"LiteRT does not take the model: {error}"))
    sys.exit()
tell(text("") + tensor(into) + tensor(out))
size = numpy.dtype(into["dtype"]).itemsize * int(into["shape"].prod())
while values := source.read(size):
    interpreter.set_tensor(into["index"], numpy.frombuffer(values, into["dtype"]).reshape(into["shape"]))
    interpreter.invoke()
    tell(interpreter.get_tensor(out["index"]).tobytes())
