"""Benchmarks that anyone can run, with what a user would pick instead measured in the same run."""
