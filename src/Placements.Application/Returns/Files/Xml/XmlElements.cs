using System.Text;
using System.Xml;

namespace Placements.Application.Returns.Files.Xml;

/// <summary>An element with its text, or with the elements inside it.</summary>
internal sealed record XmlElementRead(string Tag, long Line)
{
    public string Text { get; set; } = "";

    public List<XmlElementRead> Inside { get; } = [];
}

/// <summary>
/// Reads a document one child at a time. A document type is refused, so there is no entity to expand and nothing to fetch; depth, the
/// size of a child and the number of different tags are bounded, and with them the memory.
/// </summary>
internal sealed class XmlElements : IDisposable
{
    private const int MostBytesOfChild = 1 << 20;
    private const int MostDepth = 6;
    private const int MostTags = 1_000;

    private readonly SourceFile file;
    private readonly MeteredStream stream;
    private readonly XmlReader xml;
    private bool inRoot;

    public XmlElements(SourceFile file)
    {
        TextEncoding.Register();
        this.file = file;
        stream = new MeteredStream(
            file.Open(),
            MostBytesOfChild,
            () => file.Unreadable("xml_child_too_big", $"In {file.Path} one child takes more than {MostBytesOfChild >> 20} MB.")
        );
        xml = XmlReader.Create(
            stream,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                IgnoreWhitespace = true,
                NameTable = new BoundedNames(() => NotAReturn()),
            }
        );
    }

    /// <summary>The next element below the root; null at the end.</summary>
    public XmlElementRead? Next()
    {
        try
        {
            stream.Grant(MostBytesOfChild);
            EnterRoot();
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    return Element();
                }
            }
            return null;
        }
        catch (XmlException failure) when (failure.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw file.Unreadable(
                "xml_dtd",
                $"The file {file.Path} has a document type (DOCTYPE), which a return does not need and which can do harm.",
                Line
            );
        }
        catch (XmlException failure)
        {
            throw file.Unreadable(
                "xml_malformed",
                $"The file {file.Path} breaks the rules of XML in line {failure.LineNumber}.",
                failure.LineNumber
            );
        }
        catch (InvalidDataException)
        {
            throw file.Unreadable("zip_damaged", $"The file {file.Path} cannot be unpacked: the zip is damaged.");
        }
    }

    public void Dispose()
    {
        xml.Dispose();
        stream.Dispose();
    }

    private long Line => ((IXmlLineInfo)xml).LineNumber;

    private void EnterRoot()
    {
        if (inRoot)
        {
            return;
        }
        inRoot = true;
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != XmlTags.Root)
        {
            throw NotAReturn();
        }
    }

    private XmlElementRead Element()
    {
        if (xml.Depth > MostDepth)
        {
            throw file.Unreadable("xml_too_deep", $"In {file.Path} tags are nested deeper than in any return.", Line);
        }
        var element = new XmlElementRead(xml.LocalName, Line);
        if (xml.IsEmptyElement)
        {
            return element;
        }
        StringBuilder? more = null;
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                element.Inside.Add(Element());
            }
            else if (element.Text.Length == 0)
            {
                element.Text = xml.Value;
            }
            else
            {
                // Text that a comment or a CDATA section parts.
                (more ??= new StringBuilder(element.Text)).Append(xml.Value);
            }
        }
        element.Text = (more?.ToString() ?? element.Text).Trim();
        return element;
    }

    private ReturnUnreadableException NotAReturn() =>
        file.Unreadable(
            "xml_not_a_return",
            $"The file {file.Path} is not a return: that has {XmlTags.Root} as its outermost tag and the tags of its tables inside."
        );

    /// <summary>A reader keeps every name it meets.</summary>
    private sealed class BoundedNames(Func<Exception> overrun) : NameTable
    {
        private int count;

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        private string Counted(string name) => ++count <= MostTags ? name : throw overrun();
    }
}
