using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Registers;
using SocialWorkflows.Functions.Assessment;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Registers that are down, hang or answer half.</summary>
public sealed class RegisterTests
{
    [Fact]
    public async Task F26_DownHangingAndHalfAnswering_UnknownWithinSecondsAndThePersonStillAssesses()
    {
        var hanging = new FakeRegister("VID", ["Alga"], _ => new TaskCompletionSource<IReadOnlyDictionary<string, string>>().Task);
        await using var house = await WayHouse.StartAsync(registers:
        [
            new FakeRegister("VSAA", ["Pensija", "Pabalsti"], _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["Pensija"] = "412,60" })),
            new FakeRegister("PMLP", ["Dzīvesvieta"], _ => throw new HttpRequestException("503")),
            hanging,
        ]);
        var reference = await WayTests.AtAsync(house, "registers", Steps.Needs);

        var asking = house.Get<RegisterDesk>().AskAsync(reference, house.Person(Roles.Worker), CancellationToken.None);
        await hanging.Asked.Task;
        asking.IsCompleted.ShouldBeFalse();
        house.Time.Advance(RegisterDesk.Patience);
        var record = await asking;

        record.State.Registers!.Fields.Select(f => (f.Register, f.Field, f.Value)).ShouldBe(
            [("VSAA", "Pensija", "412,60"), ("VSAA", "Pabalsti", null), ("PMLP", "Dzīvesvieta", null), ("VID", "Alga", null)]);
        record.State.Income.ShouldBeNull("an answer never assesses by itself");
        record.Standing.WaitsFor(Steps.Income).ShouldBeTrue();
    }

    [Fact]
    public async Task F26_AskedByAStrangerOrAfterTheAssessment_Refused()
    {
        await using var house = await WayHouse.StartAsync(registers: [new FakeRegister("VSAA", ["Pensija"], _ => throw new HttpRequestException("down"))]);
        var reference = await WayTests.AtAsync(house, "strangers", Steps.Proposal);
        var desk = house.Get<RegisterDesk>();

        (await Should.ThrowAsync<CommandRefusedException>(() => desk.AskAsync(reference, house.Person(Roles.Worker), CancellationToken.None))).Code.ShouldBe("not-waiting");
        (await Should.ThrowAsync<CommandRefusedException>(() => desk.AskAsync(reference, house.Person(Roles.Worker, "iecava"), CancellationToken.None))).Code.ShouldBe("not-found");
    }

    private sealed class FakeRegister(string name, IReadOnlyList<string> fields, Func<string, Task<IReadOnlyDictionary<string, string>>> answer) : IStateRegister
    {
        public string Name => name;

        public IReadOnlyList<string> Fields => fields;

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyDictionary<string, string>> AskAsync(string personalCode, CancellationToken cancellation)
        {
            Asked.TrySetResult();
            return answer(personalCode);
        }
    }
}
