"""ANSWERS -> WHAT THEY TEACH: chances that hold in this library, and a metric of its own."""
