"""What the snippet for Python shows the network of a picture, as PNG files of 8 bits for the snippet for Android.

    python cut.py SNIPPET FOLDER PICTURE     the snippet's text, and the folder to run it in; prints the files
"""

import os
import sys
from pathlib import Path

import numpy
from PIL import Image

snippet, folder, picture = sys.argv[1:]
os.chdir(folder)
# All but the model and what it is asked.
parts, rest = snippet.split("from ai_edge_litert", 1)
names = {}
exec(parts, names)
for number, shown in enumerate(names["show"](picture)):
    pixels = numpy.uint8((shown + 1) * 127.5 + 0.5)
    file = Path(f"cut-{number}.png").resolve()
    Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).convert("RGB").save(file)
    print(file)
