"""Memory over time as an SVG: one line a proxy."""

COLOURS = ["#0b6e4f", "#c1121f", "#1d4ed8", "#b45309", "#7c3aed", "#475569"]
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 380, 70, 50, 40, 120


def svg(title, lines):
    """`lines`: name to points of (seconds, KiB). Both axes are linear, time runs from the first connection on."""
    last = max((points[-1][0] for points in lines.values() if points), default=1) or 1
    most = max((value for points in lines.values() for _, value in points), default=1) / 1024
    scale = nice(most)

    def x(seconds):
        return LEFT + (WIDTH - LEFT - RIGHT) * seconds / last

    def y(mebibytes):
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * mebibytes / scale

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/><text x="{LEFT}" y="22" font-size="15">{title}</text>',
    ]
    for step in range(6):
        value = scale * step / 5
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#e5e7eb"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g} MB</text>')
        moment = last * step / 5
        out.append(f'<text x="{x(moment):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{moment:.0f} s</text>')
    for (name, points), colour in zip(lines.items(), COLOURS):
        path = " ".join(f"{x(seconds):.1f},{y(value / 1024):.1f}" for seconds, value in points)
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        out.append(f'<text x="{x(points[-1][0]) + 6:.1f}" y="{y(points[-1][1] / 1024) + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(out + ["</svg>", ""])


def nice(value):
    """The end of an axis that holds `value`: 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= value:
                return factor * size
        size *= 10
