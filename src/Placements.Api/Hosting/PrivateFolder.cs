namespace Placements.Api.Hosting;

/// <summary>A new folder that nobody but this process's user can look into. Deleted with all that is in it, unless it was moved.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path;

    private PrivateFolder(string path) => this.path = path;

    public static PrivateFolder Create(string parent)
    {
        var made = Path.Combine(parent, $".placements-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
        {
            // There a folder has the rights of its parent, which for a user's own temporary files are the user's.
            Directory.CreateDirectory(made);
        }
        else
        {
            Directory.CreateDirectory(made, OwnersFile | UnixFileMode.UserExecute);
        }
        return new PrivateFolder(made);
    }

    public FileStream NewFile(string name)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }
        return new FileStream(Path.Combine(path, name), options);
    }

    public FileStream Read(string name) =>
        new(
            Path.Combine(path, name),
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Options = FileOptions.Asynchronous,
            }
        );

    /// <summary>Makes it the folder of this name, at once and whole. One that is there and empty gives way.</summary>
    public void MoveTo(string destination)
    {
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination);
        }
        Directory.Move(path, destination);
    }

    /// <summary>Moves a file out of it, at once and whole.</summary>
    public void MoveFileTo(string name, string destination) => File.Move(Path.Combine(path, name), destination);

    /// <summary>The same in place of a file that is there.</summary>
    public void ReplaceFileBy(string name, string destination) => File.Move(Path.Combine(path, name), destination, overwrite: true);

    public void Dispose()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
