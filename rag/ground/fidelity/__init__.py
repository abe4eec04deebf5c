"""The fidelity gate: what a statement says must stand in what it cites."""
