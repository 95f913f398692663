using System.Globalization;
using Placements.Api.Http;
using Placements.Application;
using Placements.Application.SubjectAccess;

namespace Placements.Api.Operations.Access;

/// <summary>The file of a subject access request as a page. What programs alone can use, ids and empty members, is left to the JSON.</summary>
internal static class SubjectAccessPage
{
    public static HtmlPage Of(SubjectAccessFile file, string saveAs) =>
        new("Everything held about the child", (page, cancel) => Write(page, file, cancel), saveAs);

    private static async Task Write(HtmlText page, SubjectAccessFile file, CancellationToken cancel)
    {
        var madeAt = London.Time(file.MadeAt).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        page.Element("p", $"Held by {file.Authority}. Made on {madeAt}, London time, by {file.MadeBy}. Record {file.ChildId}.");
        if (file.Purpose is not null)
        {
            page.Element("p", $"Made for: {file.Purpose}");
        }
        page.Raw("<section aria-labelledby=\"marks\">\n<h2 id=\"marks\">Before this file is given away</h2>\n");
        page.Element("p", "Marked parts are to be looked at first, and taken out where they tell of others:");
        page.Raw("<ul>\n");
        foreach (var (mark, meaning) in SubjectAccessFile.Marks)
        {
            page.Raw("<li>");
            Marked(page, "marked", mark);
            page.Text($" {meaning}");
            page.Raw("</li>\n");
        }
        page.Raw("</ul>\n</section>\n");
        foreach (var section in file.Sections)
        {
            page.Raw($"<section aria-labelledby=\"{section.Name}\">\n<h2 id=\"{section.Name}\">");
            page.Text(section.Title);
            page.Raw("</h2>\n");
            page.Element("p", section.Explanation);
            if (section.Items.Count == 0)
            {
                page.Element("p", "Nothing is recorded.");
            }
            foreach (var item in section.Items)
            {
                page.Raw("<article>\n");
                Write(page, item);
                page.Raw("</article>\n");
                await page.Flush(cancel);
            }
            page.Raw("</section>\n");
        }
    }

    private static void Write(HtmlText page, Told told)
    {
        switch (told)
        {
            case ToldValue { Text: { } text } value:
                Marked(page, text, value.Redact);
                break;
            case ToldList list:
                page.Raw("<ul>\n");
                foreach (var item in list.Items.Where(Says))
                {
                    page.Raw("<li>");
                    Write(page, item);
                    page.Raw("</li>\n");
                }
                page.Raw("</ul>\n");
                break;
            case ToldGroup group:
                page.Raw("<dl>\n");
                foreach (var member in group.Members.Where(member => Says(member.Value)))
                {
                    page.Element("dt", member.Heading);
                    page.Raw("<dd>");
                    Write(page, member.Value);
                    page.Raw("</dd>\n");
                }
                page.Raw("</dl>\n");
                break;
        }
    }

    /// <summary>In words too: a colour is not seen by everybody, nor on every printer.</summary>
    private static void Marked(HtmlText page, string text, string? mark)
    {
        if (mark is null)
        {
            page.Text(text);
            return;
        }
        page.Raw("<mark>");
        page.Text(text);
        page.Raw($" <span>({mark.Replace('_', ' ')})</span></mark>");
    }

    private static bool Says(Told told) =>
        told switch
        {
            ToldValue value => value.Text is not null,
            ToldList list => list.Items.Any(Says),
            ToldGroup group => group.Members.Any(member => Says(member.Value)),
            _ => false,
        };
}
