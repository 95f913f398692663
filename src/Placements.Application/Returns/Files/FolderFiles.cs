namespace Placements.Application.Returns.Files;

internal static class FolderFiles
{
    /// <summary>Deep enough to notice a return that lies where none is looked for.</summary>
    private static readonly EnumerationOptions Deep = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = false,
    };

    /// <summary>The files of returns in the folder and below it.</summary>
    public static IReadOnlyList<SourceFile> Of(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ReturnUnreadableException(
                "folder_missing",
                File.Exists(folder)
                    ? "What was given is a file; give the folder that it lies in."
                    : "There is no such folder, or it may not be read."
            );
        }

        try
        {
            var files = Directory
                .EnumerateFiles(folder, "*", Deep)
                .Select(path => new SourceFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), () => Open(folder, path)))
                .Where(file => file.IsOfReturn)
                .Take(SourceFile.MostFiles + 1)
                .ToList();
            return files.Count <= SourceFile.MostFiles
                ? files
                : throw new ReturnUnreadableException(
                    "too_many_files",
                    $"The folder holds over {SourceFile.MostFiles} CSV and XML files; give a folder that holds returns only."
                );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ReturnUnreadableException("folder_unreadable", "A folder in it may not be read.");
        }
    }

    public static FileStream Open(string folder, string path)
    {
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    Options = FileOptions.SequentialScan,
                    Share = FileShare.ReadWrite,
                    BufferSize = 0,
                }
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            throw new ReturnUnreadableException(
                "file_unreadable",
                $"{file} cannot be opened: it may not be read, or another program holds it.",
                file
            );
        }
    }
}
