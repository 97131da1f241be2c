"""SG-16, SG-89: a picture comes in as anything and goes on as a clean picture, or not at all."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageDraw

from civic.core import images
from civic.core.images import BROKEN, EMPTY, TOO_BIG, UNKNOWN, PictureProblem, read_picture, read_picture_async


def drawing(size=(80, 60), mode="RGB") -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def shown(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(pixel, colour, by=12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_sg_89_a_picture_is_drawn_anew_in_two_sizes(kind):
    picture = read_picture(saved(drawing((2400, 1800)), kind))
    large, small = shown(picture.large), shown(picture.small)
    assert (large.format, large.mode, large.size) == ("WEBP", "RGB", (1600, 1200))
    assert (small.format, small.mode, small.size) == ("WEBP", "RGB", (400, 300))
    assert (picture.width, picture.height) == (1600, 1200)
    assert near(large.getpixel((100, 600)), RED) and near(large.getpixel((1500, 600)), WHITE)
    assert len(picture.small) < len(picture.large)


def test_sg_89_a_small_picture_is_not_blown_up():
    assert shown(read_picture(saved(drawing(), "PNG")).large).size == (80, 60)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_sg_16_where_and_with_what_a_photo_was_taken_stays_behind(kind):
    """SG-16, SG-89: EXIF GPS in, none out; no profile, no comment, no XMP."""
    exif = Image.Exif()
    exif[0x010F] = "MarcaDeLaCamara"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 35.0, 10.0), 3: "W", 4: (100.0, 23.0, 5.0)})
    notes = {"exif": exif, "icc_profile": b"perfil-de-color" * 9, "xmp": b"<x:xmpmeta>calle-falsa-123</x:xmpmeta>"}
    sent = saved(drawing(), kind, **notes)
    assert shown(sent).getexif().get_ifd(0x8825)[1] == "N" and b"MarcaDeLaCamara" in sent
    picture = read_picture(sent)
    for data in (picture.large, picture.small):
        assert not shown(data).getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(shown(data).info)
        notes = (b"MarcaDeLaCamara", b"EXIF", b"calle-falsa", b"perfil", b"ICCP", b"XMP")
        assert not any(note in data for note in notes)


def test_sg_89_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(saved(drawing((80, 60)), "JPEG", exif=exif))
    assert shown(picture.large).size == (60, 80)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("virus.exe", "MZ-contenido")
    return file.getvalue()


@pytest.mark.parametrize("tail", [zipped(), b"<html><script>alert(1)</script></html>", b"%PDF-1.7 " * 10])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_sg_89_what_is_glued_to_a_picture_falls_off(kind, tail):
    picture = read_picture(saved(drawing(), kind) + tail)
    assert tail not in picture.large and tail not in picture.small
    assert not zipfile.is_zipfile(io.BytesIO(picture.large))


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_sg_89_every_kind_of_colour_becomes_plain(mode):
    if mode == "I;16":
        image = Image.new("I;16", (80, 60), 65535)
        image.paste(0, (0, 0, 40, 60))
    else:
        image = drawing(mode=mode)
    large = shown(read_picture(saved(image, "JPEG" if mode == "CMYK" else "PNG")).large)
    assert large.mode == "RGB"
    assert near(large.getpixel((70, 30)), WHITE)
    assert not near(large.getpixel((10, 30)), WHITE, by=60)


def test_sg_89_what_is_see_through_becomes_white_paper():
    image = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 40, 60))
    large = shown(read_picture(saved(image, "PNG")).large)
    assert near(large.getpixel((70, 30)), WHITE) and near(large.getpixel((10, 30)), RED)


def test_sg_89_an_animation_becomes_its_first_frame():
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue", "green")]
    sent = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert shown(sent).n_frames == 3
    large = shown(read_picture(sent).large)
    assert large.n_frames == 1 and near(large.getpixel((40, 30)), RED)


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + b"".join(chunks) + png_chunk(b"IEND", b"")


NOUGHTS = zlib.compress(bytes(8_000_000), 9)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        pytest.param(b"", EMPTY, id="empty"),
        pytest.param(b"\x00" * (images.MOST_BYTES + 1), TOO_BIG, id="more than 8 MB"),
        pytest.param(png(50_000, 50_000, png_chunk(b"IDAT", NOUGHTS)), TOO_BIG, id="50k x 50k declared"),
        pytest.param(png(10_000, 10_000, png_chunk(b"IDAT", NOUGHTS)), TOO_BIG, id="100 million pixels"),
        pytest.param(png(6_000, 6_000, png_chunk(b"IDAT", NOUGHTS)), TOO_BIG, id="more than memory allows"),
        pytest.param(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer", UNKNOWN, id="renamed PDF"),
        pytest.param(SVG, UNKNOWN, id="SVG with script"),
        pytest.param(b"<html><body>hola</body></html>", UNKNOWN, id="HTML"),
        pytest.param(saved(drawing(), "GIF"), UNKNOWN, id="GIF"),
        pytest.param(saved(drawing(), "TIFF"), UNKNOWN, id="TIFF"),
        pytest.param(saved(drawing(), "BMP"), UNKNOWN, id="BMP"),
        pytest.param(zipped(), UNKNOWN, id="zip"),
        pytest.param("🙂".encode() * 100, UNKNOWN, id="emoji"),
        pytest.param(saved(drawing((800, 600)), "JPEG")[:-900], BROKEN, id="truncated JPEG"),
        pytest.param(saved(drawing((800, 600)), "PNG")[:-300], BROKEN, id="truncated PNG"),
        pytest.param(saved(drawing((800, 600)), "PNG")[:20], UNKNOWN, id="hardly begun"),
        pytest.param(png(80, 60, png_chunk(b"IDAT", zlib.compress(b"few"))), BROKEN, id="lying header"),
    ],
)
def test_sg_89_what_is_no_honest_picture_is_refused_kindly(sent, why):
    with pytest.raises(PictureProblem) as caught:
        read_picture(sent)
    assert caught.value.msgid == why


def test_sg_89_a_bomb_hidden_in_a_note_is_not_unpacked():
    note = b"nota\x00\x00" + zlib.compress(bytes(200_000_000), 9)
    bomb = png(80, 60, png_chunk(b"zTXt", note), png_chunk(b"IDAT", zlib.compress(bytes(60 * 241))))
    try:
        assert len(read_picture(bomb).large) < 100_000
    except PictureProblem as problem:
        assert problem.msgid in (UNKNOWN, BROKEN)


def test_sg_89_a_truncated_webp_is_refused():
    sent = saved(drawing((800, 600)), "WEBP")
    with pytest.raises(PictureProblem):
        read_picture(sent[: len(sent) // 2])


async def test_sg_89_pictures_are_read_beside_the_loop():
    assert (await read_picture_async(saved(drawing(), "PNG"))).width == 80
    with pytest.raises(PictureProblem):
        await read_picture_async(SVG)
