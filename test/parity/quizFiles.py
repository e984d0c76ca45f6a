"""Reads exported quizzes as a school's program does, with Python's own XML and zip readers.

Reads JSON from standard input: {"moodle": path, "qti": path}. Writes what it read as JSON: of Moodle's XML each
question's type, the order of its elements, its answers with their fractions, and whether its pictures are PNGs that
its text refers to; of the QTI package each item's response, choices, and the files that the manifest names.
"""

import base64
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def moodle(path):
    for question in ElementTree.parse(path).getroot():
        text = question.find("questiontext/text")
        files = question.findall("questiontext/file")
        html = text.text if text is not None else ""
        # what a reader puts into a page has to be well-formed too
        if html:
            ElementTree.fromstring(f"<div>{html.replace('&nbsp;', ' ')}</div>")
        yield {
            "type": question.get("type"),
            "elements": [child.tag for child in question],
            "answers": [
                {
                    "fraction": float(answer.get("fraction")),
                    "text": re.sub("<[^>]*>", "", answer.find("text").text or ""),
                    "tolerance": answer.findtext("tolerance"),
                    "feedback": answer.findtext("feedback/text") or "",
                }
                for answer in question.findall("answer")
            ],
            "pictures": [
                base64.b64decode(file.text)[:8] == b"\x89PNG\r\n\x1a\n"
                and f"@@PLUGINFILE@@/{file.get('name')}" in html
                for file in files
            ],
        }


def qti(path):
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        named = [file.get("href") for file in manifest.iter(f"{CP}file")]
        items = []
        for name in names:
            if not name.startswith("items/") or not name.endswith(".xml"):
                continue
            item = ElementTree.fromstring(package.read(name))
            images = [f"items/{image.get('src')}" for image in item.iter(f"{QTI}img")]
            items.append(
                {
                    "elements": [child.tag.replace(QTI, "") for child in item],
                    "right": [v.text for v in item.findall(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")],
                    "choices": [c.get("identifier") for c in item.iter(f"{QTI}simpleChoice")],
                    "entry": len(list(item.iter(f"{QTI}textEntryInteraction"))),
                    "feedback": [f.get("identifier") for f in item.findall(f"{QTI}modalFeedback")],
                    "outcomes": [v.text for v in item.iter(f"{QTI}baseValue") if v.get("baseType") == "identifier"],
                    "images": all(image in names for image in images),
                }
            )
        return {"names": names, "named": named, "items": items}


paths = json.load(sys.stdin)
print(json.dumps({"moodle": list(moodle(paths["moodle"])), "qti": qti(paths["qti"])}))
