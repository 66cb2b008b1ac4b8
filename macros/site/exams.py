"""Exams that the site publishes: what lies in `exams/*/public/`, and nothing else of `exams/`, which is private."""

from __future__ import annotations

import shutil
from pathlib import Path

from macros.assets import csp

FOLDER, PUBLIC = csp.OWN_PAGES, "public"


def publish_exams(root: Path, site: Path) -> None:
    """Copy each exam's public files below `exams/<id>/` of a site. Links are left out: they could lead anywhere."""
    for public in sorted((root / FOLDER).glob(f"*/{PUBLIC}")):
        for file in sorted(public.rglob("*")):
            inner = file.relative_to(root)
            if file.is_file() and not any((root / each).is_symlink() for each in (inner, *inner.parents)):
                target = site / FOLDER / public.parent.name / file.relative_to(public)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
