"""The facts chosen and looked at: what `analysis lab` opens."""
