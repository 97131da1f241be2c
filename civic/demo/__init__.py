"""The imaginary town of Valle del Río: its people, and a year told through the acts."""
