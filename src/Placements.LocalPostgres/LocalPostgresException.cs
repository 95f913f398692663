namespace Placements.LocalPostgres;

/// <summary>
/// No database can be had here. The message is written for the person at the terminal: what is in the way and what to do about it.
/// Print it as it stands, without a stack trace.
/// </summary>
public sealed class LocalPostgresException(string message, Exception? inner = null) : Exception(message, inner);
