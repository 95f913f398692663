using System.IO.Compression;

namespace Placements.Application.Returns.Files;

/// <summary>
/// The files in a zip that somebody sent. Entries are read where they are, so no path of theirs reaches a disk; one that would climb out
/// of its folder is refused all the same, since who made it wants something else than to hand in a return.
/// </summary>
internal static class ZipFiles
{
    /// <summary>A thousand entries with long names are listed in less; the list is held in memory.</summary>
    private const long MostBytesOfList = 1 << 20;

    private const int UnixKind = 0xF000;
    private const int UnixLink = 0xA000;

    /// <summary>The caller disposes the archive after the last file is read; the zip stays open.</summary>
    public static (ZipArchive Archive, IReadOnlyList<SourceFile> Files) Of(Stream zip, long maxUnpackedBytes)
    {
        if (!zip.CanSeek)
        {
            throw new ArgumentException("A zip is read from its end: the stream must be able to seek.", nameof(zip));
        }

        var metered = new MeteredStream(zip, MostBytesOfList, TooMany, leaveOpen: true);
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(metered, ZipArchiveMode.Read);
            var files = Checked(archive.Entries, maxUnpackedBytes);
            metered.Grant(long.MaxValue);
            return (archive, files);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or ArgumentException)
        {
            archive?.Dispose();
            throw new ReturnUnreadableException("zip_damaged", "What was sent is not a zip file, or it is damaged.");
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    private static List<SourceFile> Checked(IReadOnlyCollection<ZipArchiveEntry> entries, long maxUnpackedBytes)
    {
        if (entries.Count > SourceFile.MostFiles)
        {
            throw TooMany();
        }
        var files = new List<SourceFile>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var unpacked = 0L;
        foreach (var entry in entries)
        {
            if (ClimbsOut(entry))
            {
                throw new ReturnUnreadableException(
                    "zip_path",
                    "The zip holds an entry whose path leads out of its folder, or a link; make a plain zip of the files."
                );
            }
            if (!names.Add(entry.FullName))
            {
                throw new ReturnUnreadableException("zip_entry_twice", "The zip holds two entries of the same name.", entry.FullName);
            }
            if (entry.IsEncrypted)
            {
                throw new ReturnUnreadableException(
                    "zip_encrypted",
                    "The zip is protected with a password; send it without.",
                    entry.FullName
                );
            }
            if (entry.Length > maxUnpackedBytes - unpacked)
            {
                throw new ReturnUnreadableException(
                    "zip_too_big",
                    $"The zip unpacks to more than {maxUnpackedBytes / 1_000_000} MB; import so much from a folder on the command line."
                );
            }
            unpacked += entry.Length;
            files.Add(new SourceFile(entry.FullName, () => Open(entry)));
        }
        return files.FindAll(file => file.IsOfReturn);
    }

    private static bool ClimbsOut(ZipArchiveEntry entry)
    {
        var path = entry.FullName;
        return path.StartsWith('/')
            || path.Contains('\\')
            || path.Contains(':')
            || path.Any(char.IsControl)
            || path.Split('/').Any(part => part is "." or "..")
            || ((entry.ExternalAttributes >> 16) & UnixKind) == UnixLink;
    }

    private static ChecksummedStream Open(ZipArchiveEntry entry)
    {
        try
        {
            return new ChecksummedStream(entry.Open(), entry.Crc32);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ReturnUnreadableException(
                "zip_damaged",
                $"The file {entry.FullName} cannot be unpacked: the zip is damaged or packed in a way not known here.",
                entry.FullName
            );
        }
    }

    private static ReturnUnreadableException TooMany() =>
        new("zip_too_many", $"The zip holds over {SourceFile.MostFiles} entries; make one that holds the return only.");
}
