"""One file understood: its text, the order of its lines, its outline, its years; and the folder that it lies in."""
