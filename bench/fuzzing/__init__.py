"""What reads what others have written, each as a function of bytes, for a fuzzer to trip up."""
