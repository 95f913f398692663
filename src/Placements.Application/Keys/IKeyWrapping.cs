using Placements.EventStore;

namespace Placements.Application.Keys;

/// <summary>
/// Wraps each child's key by a master key that the database never sees. <see cref="MasterKeys"/> holds master keys in memory; a key
/// service (an HSM, a cloud's) is another implementation, which wraps and unwraps where its master keys are. It is asked once for each
/// record that is read, so one that is far away keeps unwrapped keys for a while.
/// </summary>
public interface IKeyWrapping
{
    /// <summary>Name of the master key that new keys are wrapped by.</summary>
    string CurrentId { get; }

    /// <summary>Wraps by the current master key, bound to its stream: put to another one it does not unwrap.</summary>
    StreamKey Wrap(string tenant, Guid streamId, ReadOnlySpan<byte> key);

    /// <param name="wrapped">Not destroyed.</param>
    /// <param name="key">Takes the key.</param>
    /// <exception cref="KeyException">It was wrapped by another master key, for another stream, or is damaged.</exception>
    void Unwrap(string tenant, Guid streamId, StreamKey wrapped, Span<byte> key);
}

/// <summary>A key is missing, wrong or damaged. The sentence holds no key and nothing personal.</summary>
public sealed class KeyException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
