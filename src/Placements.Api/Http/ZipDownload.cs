using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Placements.Api.Http;

/// <summary>Files as one archive, each written straight to the client. The same files make the same archive.</summary>
/// <param name="name">That the client is to save it by.</param>
/// <param name="writtenAt">Of every file in it.</param>
/// <param name="files">By name, with what writes each.</param>
internal sealed class ZipDownload(
    string name,
    DateTimeOffset writtenAt,
    IReadOnlyList<(string Name, Func<Stream, CancellationToken, Task> Write)> files
) : IResult
{
    public const string ContentType = "application/zip";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.SendsLong();
        var cancel = httpContext.RequestAborted;
        // An entry writes its last few bytes synchronously when it is closed, even by DisposeAsync (.NET 10).
        httpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        httpContext.Response.ContentType = ContentType;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        httpContext.Response.Headers.ContentDisposition = disposition.ToString();
        await using var archive = await ZipArchive.CreateAsync(
            httpContext.Response.Body,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            cancel
        );
        foreach (var (entryName, write) in files)
        {
            var entry = archive.CreateEntry(entryName);
            entry.LastWriteTime = writtenAt.ToUniversalTime();
            await using var to = await entry.OpenAsync(cancel);
            await write(to, cancel);
        }
    }
}
