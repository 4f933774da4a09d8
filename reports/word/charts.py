"""A chart of Word's own: stacked bars that can be changed there, each state with a colour and a pattern."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from domain.answers import Progress
from reports.colours import COLOURS
from reports.narrative.document import Bar, Chart
from reports.word.parts import legal

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NAMESPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
C, A, R, W, WP = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("c", "a", "r", "w", "wp"))


# What tells a state apart without its colour; the others are plain surfaces.
PATTERNS = {
    Progress.ON_TRACK: "horz",
    Progress.NOT_STARTED: "vert",
    Progress.DELAYED: "wdUpDiag",
    Progress.DROPPED: "diagCross",
}
# English metric units, in which Word measures drawings.
MILLIMETRE = 36000
WIDTH = 160
HEIGHT_OF_BAR, HEIGHT_BESIDES = 13, 32


def drawing(chart: Chart, part: Part, number: int) -> Any:  # noqa: ANN401 - lxml's elements
    """The paragraph's drawing of a chart, which is added to the document as a part of its own."""
    package = part.package
    assert isinstance(package, Package)
    name = PackURI(f"/word/charts/chart{number}.xml")
    chart_part = Part(name, CONTENT_TYPE, _chart(chart), package)
    relation = part.relate_to(chart_part, RELATIONSHIP_TYPE.CHART)
    frame = etree.Element(
        f"{W}drawing", nsmap={each: NAMESPACES[each] for each in ("w", "wp", "a", "c", "r")}
    )
    inline = etree.SubElement(frame, f"{WP}inline", distT="0", distB="0", distL="0", distR="0")
    height = HEIGHT_BESIDES + HEIGHT_OF_BAR * len(chart.bars)
    etree.SubElement(inline, f"{WP}extent", cx=str(WIDTH * MILLIMETRE), cy=str(height * MILLIMETRE))
    said = {"descr": legal(chart.alternative), "title": legal(chart.caption)}
    etree.SubElement(inline, f"{WP}docPr", {"id": str(number), "name": f"Chart {number}", **said})
    graphic = etree.SubElement(inline, f"{A}graphic")
    data = etree.SubElement(graphic, f"{A}graphicData", uri=NAMESPACES["c"])
    etree.SubElement(data, f"{C}chart", {f"{R}id": relation})
    return frame


def _chart(chart: Chart) -> bytes:
    root = etree.Element(f"{C}chartSpace", nsmap={each: NAMESPACES[each] for each in ("c", "a", "r")})
    inner = etree.SubElement(root, f"{C}chart")
    _value(inner, "autoTitleDeleted", 1)
    area = etree.SubElement(inner, f"{C}plotArea")
    etree.SubElement(area, f"{C}layout")
    bars = etree.SubElement(area, f"{C}barChart")
    _value(bars, "barDir", "bar")
    _value(bars, "grouping", "stacked")
    _value(bars, "varyColors", 0)
    for place, _ in enumerate(chart.bars[0].slices):
        _series(bars, chart.bars, place)
    _value(bars, "gapWidth", 60)
    _value(bars, "overlap", 100)
    _value(bars, "axId", 1)
    _value(bars, "axId", 2)
    _axis(area, "catAx", 1, 2, "l", reverse=True)
    _axis(area, "valAx", 2, 1, "b", reverse=False)
    legend = etree.SubElement(inner, f"{C}legend")
    _value(legend, "legendPos", "b")
    _value(inner, "plotVisOnly", 1)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _series(bars: Any, every: tuple[Bar, ...], place: int) -> None:  # noqa: ANN401 - lxml's elements
    """One state through all the bars, with its figures written in them."""
    one = every[0].slices[place]
    series = etree.SubElement(bars, f"{C}ser")
    _value(series, "idx", place)
    _value(series, "order", place)
    named = etree.SubElement(series, f"{C}tx")
    etree.SubElement(named, f"{C}v").text = legal(one.label)
    _fill(series, one.progress)
    _value(series, "invertIfNegative", 0)
    _labels(series)
    categories = etree.SubElement(etree.SubElement(series, f"{C}cat"), f"{C}strLit")
    values = etree.SubElement(etree.SubElement(series, f"{C}val"), f"{C}numLit")
    etree.SubElement(values, f"{C}formatCode").text = "0;;"
    for parent in (categories, values):
        _value(parent, "ptCount", len(every))
    for number, bar in enumerate(every):
        _point(categories, number, legal(bar.label))
        _point(values, number, str(bar.slices[place].count))


def _fill(series: Any, progress: Progress | None) -> None:  # noqa: ANN401 - lxml's elements
    shape, colour = etree.SubElement(series, f"{C}spPr"), COLOURS[progress]
    if progress in PATTERNS:
        pattern = etree.SubElement(shape, f"{A}pattFill", prst=PATTERNS[progress])
        etree.SubElement(etree.SubElement(pattern, f"{A}fgClr"), f"{A}srgbClr", val="FFFFFF")
        etree.SubElement(etree.SubElement(pattern, f"{A}bgClr"), f"{A}srgbClr", val=colour)
    else:
        etree.SubElement(etree.SubElement(shape, f"{A}solidFill"), f"{A}srgbClr", val=colour)
    outline = etree.SubElement(shape, f"{A}ln", w="9525")
    etree.SubElement(etree.SubElement(outline, f"{A}solidFill"), f"{A}srgbClr", val="404040")


def _labels(series: Any) -> None:  # noqa: ANN401 - lxml's elements
    """The figures, dark on white, so that they are read on any colour and pattern. Nought is not written."""
    labels = etree.SubElement(series, f"{C}dLbls")
    etree.SubElement(labels, f"{C}numFmt", formatCode="0;;", sourceLinked="0")
    shape = etree.SubElement(labels, f"{C}spPr")
    etree.SubElement(etree.SubElement(shape, f"{A}solidFill"), f"{A}srgbClr", val="FFFFFF")
    for name, shown in (
        ("showLegendKey", 0),
        ("showVal", 1),
        ("showCatName", 0),
        ("showSerName", 0),
        ("showPercent", 0),
        ("showBubbleSize", 0),
    ):
        _value(labels, name, shown)


def _axis(area: Any, kind: str, own: int, other: int, side: str, *, reverse: bool) -> None:  # noqa: ANN401 - lxml's elements; a small table
    axis = etree.SubElement(area, f"{C}{kind}")
    _value(axis, "axId", own)
    scaling = etree.SubElement(axis, f"{C}scaling")
    # The first bar stands at the top.
    _value(scaling, "orientation", "maxMin" if reverse else "minMax")
    _value(axis, "delete", 0 if kind == "catAx" else 1)
    _value(axis, "axPos", side)
    _value(axis, "majorTickMark", "none")
    _value(axis, "minorTickMark", "none")
    _value(axis, "tickLblPos", "nextTo")
    _value(axis, "crossAx", other)


def _value(parent: Any, name: str, value: object) -> None:  # noqa: ANN401 - lxml's elements
    etree.SubElement(parent, f"{C}{name}", val=str(value))


def _point(parent: Any, number: int, value: str) -> None:  # noqa: ANN401 - lxml's elements
    point = etree.SubElement(parent, f"{C}pt", idx=str(number))
    etree.SubElement(point, f"{C}v").text = value
