"""docgen alone, into nothing: does a document cost the same, and memory stand still, from the first thousand to the hundred thousandth?"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from docgen.documents import Template

POINTS = (100, 1_000, 3_000, 10_000, 30_000, 100_000)


def main() -> None:
    """Print (documents, microseconds each since the point before, MB resident) of each point as JSON."""
    folder = Path(sys.argv[1])
    template = Template.compile(folder / "docxtpl.docx")
    data = json.loads((folder / "data.json").read_text("utf-8"))
    points, made = [], 0
    for point in POINTS:
        begun = time.process_time()
        for number in range(made, point):
            values = data[number % len(data)]
            # Every document has values of its own: nothing could be remembered from the one before.
            template.render_compiled({**values, "so_kh": str(number), "chu_tri": f"{values['chu_tri']} {number}"})
        points.append((point, (time.process_time() - begun) / (point - made) * 1e6, _resident_mb()))
        made = point
    print(json.dumps(points))


def _resident_mb() -> float:
    """Return what is resident now; the peak where the system does not tell."""
    path = Path("/proc/self/statm")
    if path.is_file():
        return int(path.read_text("ascii").split()[1]) * 4096 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
