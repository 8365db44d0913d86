"""Read documents in separate, sandboxed processes with limits."""
