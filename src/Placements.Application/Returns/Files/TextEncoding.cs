using System.Text;

namespace Placements.Application.Returns.Files;

/// <summary>Exports of older systems are in Windows-1252, of which Latin-1 is a part; nothing in the file says so.</summary>
internal static class TextEncoding
{
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Makes the encodings known that an XML declaration may name.</summary>
    public static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// Whether all of the file is UTF-8 or has the mark of UTF-16. Looked at before the first row is read, since a file that turns out
    /// otherwise at its end was otherwise at its beginning too.
    /// </summary>
    public static async Task<bool> IsUnicode(SourceFile file, CancellationToken cancel)
    {
        await using var stream = file.Open();
        var bytes = new byte[1 << 16];
        var text = new char[bytes.Length + 1];
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var first = true;
        try
        {
            int read;
            do
            {
                read = await stream.ReadAsync(bytes, cancel);
                if (first && bytes.AsSpan(0, read) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                {
                    return true;
                }
                first = false;
                decoder.GetChars(bytes, 0, read, text, 0, flush: read == 0);
            } while (read > 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
