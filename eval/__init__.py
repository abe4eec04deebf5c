"""How good the answers are: gold questions, metrics, reports, ablations, benchmarks. Run ``python -m eval --help``."""
