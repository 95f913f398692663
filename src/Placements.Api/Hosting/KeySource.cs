namespace Placements.Api.Hosting;

/// <summary>
/// Where the site's secret keys come from; never from the database, which is worthless to a thief without them. Each is a text: the
/// setting <c>Keys__Name</c>, else a file of the folder <c>Keys__Folder</c>. A private cluster has a folder of its own beside it, in which
/// keys that are missing are made; a site makes its own, because a key that nobody has put away safely is lost with the machine.
/// </summary>
internal sealed class KeySource
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly IConfiguration configuration;
    private readonly string? folder;
    private readonly bool ownFolder;

    /// <param name="privateCluster">Folder of the private cluster; null for a database that was configured.</param>
    public KeySource(IConfiguration configuration, string? privateCluster)
    {
        this.configuration = configuration;
        ownFolder = configuration["Keys:Folder"] is null && privateCluster is not null;
        folder = ownFolder ? $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(privateCluster!))}.keys" : configuration["Keys:Folder"];
    }

    /// <summary>The text of a key.</summary>
    /// <param name="name">Of the setting below <c>Keys</c>: <c>Master</c>.</param>
    /// <param name="file">Its file in the folder: <c>master.keys</c>.</param>
    /// <param name="make">Makes one for a private cluster that has none.</param>
    /// <exception cref="InvalidOperationException">There is none; the sentence says which setting to make.</exception>
    public string Text(string name, string file, Func<string> make)
    {
        if (configuration[$"Keys:{name}"] is { Length: > 0 } given)
        {
            return given;
        }
        if (folder is null)
        {
            throw new InvalidOperationException(
                $"The site's keys are missing: make them with the verb keys, and name their folder in Keys__Folder (or give the text of {file} in Keys__{name})."
            );
        }
        var path = Path.Combine(folder, file);
        if (!File.Exists(path) && ownFolder)
        {
            Write(folder, file, make());
        }
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The key file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a key for its owner alone. One that is there already stays: of two that start at once the first wins.</summary>
    public static void Write(string folder, string file, string text)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersFolder);
        }
        using var half = PrivateFolder.Create(folder);
        using (var writer = new StreamWriter(half.NewFile(file)))
        {
            writer.Write(text);
        }
        try
        {
            half.MoveFileTo(file, Path.Combine(folder, file));
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, file)))
        {
            // Somebody else was first.
        }
    }
}
