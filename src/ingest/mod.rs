//! Sources and sinks of the command line.
