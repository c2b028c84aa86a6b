"""One paper in which everything stands that people's programs write, for tests that break it."""

from __future__ import annotations

from tests.raw_papers import p, paper, r, style, styles, table

LINE_SHAPE = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="1270000" cy="0"/><wp:docPr id="1" name="Line"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="1270000" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"/></wps:spPr>'
    "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:line from="0,0" to="100pt,0"/></w:pict></mc:Fallback></mc:AlternateContent>'
)
VML_GROUP = (
    '<w:pict><v:group style="position:absolute;width:200pt;height:20pt" coordsize="4000,400"><v:line from="100,0" to="2100,0"/>'
    '<v:shape type="#_x0000_t202" style="width:2000;height:300"><v:textbox inset="0,0,0,0"><w:txbxContent>'
    "<w:p><w:r><w:t>Mật</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></v:group></w:pict>"
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_STRONG = '<w:rStyle w:val="Strong"/><w:i/>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="2"/></w:lvlOverride></w:num>'
)
_THEME = (
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Cambria"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>'
)


def rich_paper() -> bytes:
    """Return a paper with styles, lists, tables, drawings, fields, controls, changes, notes, two sections, headers."""
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="26"/>'
    sheet = styles(
        style("Normal", '<w:sz w:val="28"/>', '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>'),
        style("Heading1", "<w:b/>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', based_on="Normal"),
        style("Strong", "<w:b/><w:caps/>", kind="character"),
        style(
            "Grid",
            more='<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>',
            kind="table",
        ),
        run=fonts,
    )
    inner = table((p("1"), p("2")), widths=(1000, 1000))
    body = (
        table(
            (
                '<w:tcPr><w:tcW w:w="3000" w:type="dxa"/><w:vMerge w:val="restart"/></w:tcPr>' + p("ỦY BAN NHÂN DÂN"),
                p("CỘNG HÒA") + inner + p(),
            ),
            ("<w:tcPr><w:vMerge/></w:tcPr>" + p(), '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Độc lập")),
            properties='<w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="04A0"/>',
            widths=(3000, 6000),
        )
        + f"<w:p><w:r>{LINE_SHAPE}</w:r><w:r>{VML_GROUP}</w:r></w:p>"
        + p("MỤC ĐÍCH", '<w:pStyle w:val="Heading1"/>')
        + p("điểm", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:ind w:left="0" w:firstLine="720"/><w:jc w:val="both"/>')
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('trong ô')}</w:sdtContent></w:sdt>"
        + f'<w:p><w:ins w:id="1">{r("thêm", _STRONG)}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        + '<w:r><w:tab/><w:br/><w:sym w:font="Wingdings" w:char="F0FC"/><w:footnoteReference w:id="2"/></w:r></w:p>'
        + p("______")
        + p(
            "",
            '<w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr><w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        )
        + p("hết")
    )
    return paper(
        body,
        {
            "styles": sheet,
            "numbering": _NUMBERING,
            "theme1": _THEME,
            "settings": "<w:evenAndOddHeaders/>",
            "header1": f"<w:p>{_FIELD}</w:p>",
            "footnotes": f'<w:footnote w:id="2">{p("ghi chú")}</w:footnote>',
        },
    )
