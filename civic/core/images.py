"""Pictures that people send: decoded, and drawn anew into a file of our own.

What arrived is never kept (SG-16, SG-89): place, camera, hidden previews and anything glued to the file stay behind.
"""

import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import anyio
from PIL import Image, ImageOps

from civic.core.words import N_

CONTENT_TYPE = "image/webp"
MOST_BYTES = 8 * 1024 * 1024
MOST_DECLARED = 50_000_000  # pixels: the largest photos of phones
MOST_DECODED = 25_000_000  # pixels in memory, 75 to 100 MB; JPEG shrinks while it is decoded
LARGE, SMALL = 1600, 400  # pixels of the long side

EMPTY = N_("There is no picture yet. Choose one or draw one.")
TOO_BIG = N_("This picture is too big. Choose a smaller one or draw it.")
UNKNOWN = N_("We cannot open this file. Choose a photo or a drawing.")
BROKEN = N_("The picture did not arrive whole. Send it again.")

# Pillow only warns of a bomb that is not yet twice too large: here that is a picture refused, not a line on the console.
warnings.simplefilter("error", Image.DecompressionBombWarning)


class PictureProblem(ValueError):
    """Why a picture cannot be taken: `msgid` is a sentence for the child who sent it."""

    def __init__(self, msgid: str) -> None:
        super().__init__(msgid)
        self.msgid = msgid


@dataclass(frozen=True)
class Picture:
    """Two WEBP files of one picture, and the size of the large one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture in `data` (PNG, JPEG or WEBP; of an animation the first frame). PictureProblem if there is none."""
    if not data:
        raise PictureProblem(EMPTY)
    if len(data) > MOST_BYTES:
        raise PictureProblem(TOO_BIG)
    # Whatever a decoder raises on hostile bytes, the answer is the same kind sentence.
    try:
        image = Image.open(BytesIO(data), formats=["PNG", "JPEG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureProblem(TOO_BIG) from bomb
    except Exception as problem:
        raise PictureProblem(UNKNOWN) from problem
    if image.width * image.height > MOST_DECLARED:
        raise PictureProblem(TOO_BIG)
    image.draft("RGB", (LARGE, LARGE))
    if image.width * image.height > MOST_DECODED:
        raise PictureProblem(TOO_BIG)
    try:
        image.load()
        large = _drawn_anew(image, LARGE)
        return Picture(_webp(large), _webp(_drawn_anew(large, SMALL)), large.width, large.height)
    except Exception as problem:
        raise PictureProblem(BROKEN) from problem


async def read_picture_async(data: bytes) -> Picture:
    """`read_picture` in a thread, two at a time: each may need a hundred megabytes."""
    return await anyio.to_thread.run_sync(read_picture, data, limiter=_two_at_a_time())


@cache
def _two_at_a_time() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(2)


def _drawn_anew(image: Image.Image, longest: int) -> Image.Image:
    """Upright, on white paper, at most `longest` pixels long; a new image carries no notes of the old one."""
    image = ImageOps.exif_transpose(image)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper.paste(image, mask=image.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper


def _webp(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=82)
    return file.getvalue()
