"""What developers run: provisioning of the browser, benchmarks, mutants."""
