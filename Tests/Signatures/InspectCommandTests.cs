using System.Text.Json;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Signatures;

public sealed class InspectCommandTests(SignaturesFixture fixture) : IDisposable
{
    private readonly string _folder = Peer.Folder();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Run_GoodContainer_ExitsZeroAndNamesTheSigner()
    {
        Run(fixture.Signed(), json: false).ShouldBe(0);

        _output.ToString().ShouldContain("TOTAL-PASSED");
        _output.ToString().ShouldContain("signer: Ģirta Ķīsele-Ņikitina DEMO, 000190-12345, natural-person, QESig");
        _output.ToString().ShouldContain("Iesniegumu var reģistrēt");
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Run_Json_HasTheAgreedShape()
    {
        Run(fixture.Signed(), json: true).ShouldBe(0);

        var root = JsonDocument.Parse(_output.ToString()).RootElement;
        root.EnumerateObject().Select(p => p.Name).ShouldBe(["file", "container", "verdict", "signatures", "files", "warnings", "acceptedAutomatically", "forStaff", "forResident", "forResidentEasy"]);
        root.GetProperty("forStaff").GetString()!.ShouldContain("Iesniegumu var reģistrēt");
        root.GetProperty("forResident").GetString()!.ShouldNotContain("000190-12345");
        root.GetProperty("forResidentEasy").GetString().ShouldNotBeNullOrEmpty();
        root.GetProperty("file").GetString().ShouldBe("iesniegums.edoc");
        root.GetProperty("verdict").GetString().ShouldBe("TOTAL-PASSED");
        var signature = root.GetProperty("signatures")[0];
        signature.GetProperty("indication").GetString().ShouldBe("TOTAL-PASSED");
        signature.GetProperty("subIndication").ValueKind.ShouldBe(JsonValueKind.Null);
        signature.GetProperty("format").GetString().ShouldBe("XAdES");
        signature.GetProperty("level").GetString().ShouldBe("LT");
        signature.GetProperty("signer").GetProperty("personalCode").GetString().ShouldBe("000190-12345");
        signature.GetProperty("signer").GetProperty("kind").GetString().ShouldBe("natural-person");
        signature.GetProperty("qualified").GetBoolean().ShouldBeTrue();
        signature.GetProperty("crypto").GetString().ShouldBe("ok");
        signature.GetProperty("reasons").GetArrayLength().ShouldBe(0);
        root.GetProperty("files")[0].GetProperty("covered").GetBoolean().ShouldBeTrue();
        root.GetProperty("files")[1].GetProperty("mediaType").GetString().ShouldBe("application/pdf");
    }

    [Fact]
    public void Run_ChangedContainer_ExitsOneWithTheReason()
    {
        Run(Container.Open(fixture.Signed()).Set("izziņa.pdf", [1]).Pack(), json: true).ShouldBe(1);

        var signature = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("signatures")[0];
        signature.GetProperty("subIndication").GetString().ShouldBe("HASH_FAILURE");
        signature.GetProperty("crypto").GetString().ShouldBe("broken");
        signature.GetProperty("reasons")[0].GetString().ShouldBe("\"izziņa.pdf\" was changed after signing.");
    }

    [Fact]
    public void Run_TimeStampOnlyContainer_ExitsOne() => Run(fixture.Signed(DemoLevel.T), json: false).ShouldBe(1);

    [Fact]
    public void Run_MissingFile_ExitsTwoWithPathAndAdvice()
    {
        InspectCommand.Run("/nowhere/a.edoc", null, false, _output, _error, fixture.Time).ShouldBe(2);

        _error.ToString().ShouldContain("/nowhere/a.edoc");
        _error.ToString().ShouldContain("Check the path");
        _output.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nowhere.edoc", null, "nav atrasts")]
    [InlineData("a.edoc", "/nowhere", "sertifikātu mape")]
    [InlineData(".", null, "nav tiesību")]
    public void Run_NotReadWithJson_WordsSayWhyAndNotThatTheFileIsDamaged(string file, string? trust, string staff)
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), fixture.Signed());

        InspectCommand.Run(Path.Combine(_folder, file), trust, true, _output, _error, fixture.Time).ShouldBe(2);

        var words = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("forStaff").GetString()!;
        words.ShouldContain(staff);
        words.ShouldNotContain("bojāts");
    }

    [Theory]
    [InlineData("tukšs.edoc", "REJECTED")]
    [InlineData("tukšs.pdf", "NOT-SIGNED")]
    public void Run_EmptyFile_IsCalledEmpty(string name, string verdict)
    {
        File.WriteAllBytes(Path.Combine(_folder, name), []);

        InspectCommand.Run(Path.Combine(_folder, name), fixture.Pki.AnchorDirectory, true, _output, _error, fixture.Time).ShouldBe(1);

        var root = JsonDocument.Parse(_output.ToString()).RootElement;
        root.GetProperty("verdict").GetString().ShouldBe(verdict);
        root.GetProperty("forStaff").GetString()!.ShouldContain("Fails ir tukšs");
        Warnings().ShouldBe(["The file is empty."]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_OutputThatCannotBeWritten_ExitsTwoWithTheReason(bool json)
    {
        var path = Path.Combine(_folder, "a.edoc");
        File.WriteAllBytes(path, fixture.Signed());

        InspectCommand.Run(path, fixture.Pki.AnchorDirectory, json, new FullDisk(), _error, fixture.Time).ShouldBe(2);

        _error.ToString().ShouldContain("cannot be written (No space left on device)");
    }

    [Fact]
    public void Misused_WithJson_IsAReportThatSaysSo()
    {
        InspectCommand.Misused("Required argument missing for command: 'inspect'. See --help.", true, _output, _error).ShouldBe(2);

        JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("verdict").GetString().ShouldBe("REJECTED");
        Warnings().ShouldHaveSingleItem().ShouldContain("--help");
        _error.ToString().ShouldContain("--help");
    }

    [Fact]
    public void Run_AnchorsInASubfolderOfTrust_AreNotTaken()
    {
        var trust = Directory.CreateDirectory(Path.Combine(_folder, "trust")).FullName;
        Directory.CreateDirectory(Path.Combine(trust, "sub"));
        File.WriteAllBytes(Path.Combine(trust, "sub", "issuing.der"), fixture.Pki.Issuing.RawData);
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), fixture.Signed());

        InspectCommand.Run(Path.Combine(_folder, "a.edoc"), trust, true, _output, _error, fixture.Time).ShouldBe(1);

        _error.ToString().ShouldContain("No trust anchors");
        JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("signatures")[0].GetProperty("subIndication").GetString().ShouldBe("NO_CERTIFICATE_CHAIN_FOUND");
    }

    [Fact]
    public void Run_MissingTrustFolder_ExitsTwo()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), []);

        InspectCommand.Run(Path.Combine(_folder, "a.edoc"), Path.Combine(_folder, "none"), false, _output, _error, fixture.Time).ShouldBe(2);

        _error.ToString().ShouldContain("trust folder");
    }

    [Theory]
    [InlineData("bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("bad.der", "no certificate")]
    [InlineData("bad.xml", "<TrustServiceStatusList>cut short")]
    [InlineData("bad.json", "{\"bundleId\": \"x\", \"v\": 3}")]
    public void Run_DamagedFileInTrustFolder_IsLeftOutAndNamedInTheReport(string name, string content)
    {
        foreach (var anchor in Directory.EnumerateFiles(fixture.Pki.AnchorDirectory))
        {
            File.Copy(anchor, Path.Combine(_folder, Path.GetFileName(anchor)));
        }

        File.WriteAllText(Path.Combine(_folder, name), content);
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), fixture.Signed());

        InspectCommand.Run(Path.Combine(_folder, "a.edoc"), _folder, true, _output, _error, fixture.Time).ShouldBe(0);

        _error.ToString().ShouldContain(name);
        Warnings().ShouldContain(w => w.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_AnchorsInDer_AreTrusted()
    {
        File.WriteAllBytes(Path.Combine(_folder, "issuing.der"), fixture.Pki.Issuing.RawData);
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), fixture.Signed());

        InspectCommand.Run(Path.Combine(_folder, "a.edoc"), _folder, true, _output, _error, fixture.Time).ShouldBe(0);
    }

    [Fact]
    public void Run_AnchorPutThereByHand_IsCalledTestTrust()
    {
        Run(fixture.Signed(), json: true).ShouldBe(0);

        JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("signatures")[0].GetProperty("trustAnchor").GetString()!.ShouldContain("test trust");
        Warnings().ShouldContain(w => w.StartsWith("Test trust", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/nowhere/a.edoc", null)]
    [InlineData("a.edoc", "/nowhere")]
    public void Run_UnreadableWithJson_ExitsTwoWithAReportThatSaysWhy(string file, string? trust)
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.edoc"), fixture.Signed());

        InspectCommand.Run(Path.Combine(_folder, file), trust, true, _output, _error, fixture.Time).ShouldBe(2);

        var root = JsonDocument.Parse(_output.ToString()).RootElement;
        (root.GetProperty("file").GetString(), root.GetProperty("verdict").GetString()).ShouldBe(("a.edoc", "REJECTED"));
        Warnings().ShouldHaveSingleItem().ShouldContain("/nowhere");
    }

    [Fact]
    public async Task Run_Pipe_IsReadAsAFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Named pipes of files are a matter of Unix.");
        }

        var pipe = Path.Combine(_folder, "pipe.edoc");
        Peer.Must(_folder, "mkfifo", pipe);
        var writing = Task.Run(() => File.WriteAllBytes(pipe, fixture.Signed()), TestContext.Current.CancellationToken);

        InspectCommand.Run(pipe, fixture.Pki.AnchorDirectory, true, _output, _error, fixture.Time).ShouldBe(0);

        await writing;
        JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("verdict").GetString().ShouldBe("TOTAL-PASSED");
    }

    [Fact]
    public void Run_WithoutTrust_SaysSoOnStandardError()
    {
        var path = Path.Combine(_folder, "a.edoc");
        File.WriteAllBytes(path, fixture.Signed());

        InspectCommand.Run(path, null, true, _output, _error, fixture.Time).ShouldBe(1);

        _error.ToString().ShouldContain("--trust");
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Warnings() => [.. JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!)];

    private sealed class FullDisk : StringWriter
    {
        public override void Flush() => throw new IOException("No space left on device");
    }

    private int Run(byte[] container, bool json)
    {
        var path = Path.Combine(_folder, "iesniegums.edoc");
        File.WriteAllBytes(path, container);
        return InspectCommand.Run(path, fixture.Pki.AnchorDirectory, json, _output, _error, fixture.Time);
    }
}
