"""The frozen paper, `*.paper.json`: what a learner may see in one half, all else in the other, made once.

Printed papers, keys, versions, exam pages and gradings are views of it. The browser has the same in
`docs/assets/js/exam/`, with the same bytes.
"""
