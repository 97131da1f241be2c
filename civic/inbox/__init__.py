"""The inbox: what became of a child's words, told inside the platform and nowhere else."""
