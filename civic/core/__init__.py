"""What every room stands on. It knows no room."""
