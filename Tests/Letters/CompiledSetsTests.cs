using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Tests.Letters;

public sealed class CompiledSetsTests
{
    private readonly CompiledSets _sets = new();
    private int _made;

    [Fact]
    public void Get_SameTextsInAnotherOrder_CompiledOnce()
    {
        var first = Get(("mail/a", "one"), ("mail/b", "two"));
        var second = Get(("mail/b", "two"), ("mail/a", "one"));

        second.ShouldBeSameAs(first);
        _made.ShouldBe(1);
    }

    [Fact]
    public void Get_TextMovedBetweenNames_IsAnotherSet()
    {
        var first = Get(("mail/a", "one"), ("mail/b", "two"));

        Get(("mail/a", "two"), ("mail/b", "one")).ShouldNotBeSameAs(first);
        Get(("mail/a", "onemail/b"), ("", "two")).ShouldNotBeSameAs(first);
        _made.ShouldBe(3);
    }

    [Fact]
    public void Get_TextThatDoesNotCompile_ThrowsEachTimeAndIsNotKept()
    {
        for (var i = 0; i < 2; i++)
        {
            Should.Throw<LetterTemplateException>(() => Get(("mail/a", "{{#if x}}open")));
        }

        _made.ShouldBe(2);
    }

    [Fact]
    public void Get_ManyOtherSets_TheOldestIsForgotten()
    {
        Get(("mail/a", "oldest"));
        for (var i = 0; i < 32; i++)
        {
            Get(("mail/a", $"text {i}"));
        }

        _made = 0;
        Get(("mail/a", "text 31"));
        Get(("mail/a", "text 0"));
        _made.ShouldBe(0);
        Get(("mail/a", "oldest"));
        _made.ShouldBe(1);
    }

    private LetterTemplates Get(params (string Name, string Text)[] sources) => _sets.Get(
        sources.ToDictionary(s => s.Name, s => s.Text, StringComparer.Ordinal),
        texts =>
        {
            _made++;
            return LetterTemplates.Compile(texts);
        });
}
