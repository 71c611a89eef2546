using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>Behind App Service authentication: its headers are believed on requests that came through the front end, and nothing else is.</summary>
public sealed partial class AppServiceSignInTests : IAsyncLifetime
{
    private const string Tenant = "22222222-bbbb-4bbb-8bbb-000000000000";
    private const string LongId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string LongTenant = "http://schemas.microsoft.com/identity/claims/tenantid";

    private SignInHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await SignInHouse.StartAsync(new Dictionary<string, string?>
    {
        ["SignIn:Mode"] = "app-service",
        ["SignIn:TenantId"] = Tenant,
        ["WEBSITE_AUTH_ENABLED"] = "True",
    });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData(LongId, LongTenant)]
    [InlineData("oid", "tid")]
    public async Task Page_KnownPerson_IsTheirs(string id, string tenant)
    {
        using var client = Client(Header("aad", (id, SignInHouse.KnownPerson), (tenant, Tenant)));

        var answer = await client.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Līga Paraudziņa");
        answer.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Page_NobodySignedIn_LeadsToEntraAndBack()
    {
        using var client = Client(header: null);

        var answer = await client.GetAsync("/tasks?x=1");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/.auth/login/aad?post_login_redirect_uri=%2Ftasks%3Fx%3D1");
    }

    public static TheoryData<string, string> Foreign => new()
    {
        { "another tenant", Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", "33333333-cccc-4ccc-8ccc-000000000000")) },
        { "no tenant", Header("aad", ("oid", SignInHouse.KnownPerson)) },
        { "not on the list", Header("aad", ("oid", "44444444-dddd-4ddd-8ddd-000000000000"), ("tid", Tenant)) },
        { "another provider", Header("github", ("oid", SignInHouse.KnownPerson), ("tid", Tenant)) },
        { "two persons", Header("aad", ("oid", SignInHouse.KnownPerson), (LongId, "44444444-dddd-4ddd-8ddd-000000000000"), ("tid", Tenant)) },
        { "two tenants", Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", "33333333-cccc-4ccc-8ccc-000000000000"), ("tid", Tenant)) },
        { "no guid", Header("aad", ("oid", "liga"), ("tid", Tenant)) },
        { "no claims", Convert.ToBase64String("""{"auth_typ":"aad"}"""u8) },
        { "null claims", Convert.ToBase64String("""{"auth_typ":"aad","claims":[null,{"typ":null,"val":null}]}"""u8) },
        { "not JSON", Convert.ToBase64String("aad"u8) },
        { "JSON null", Convert.ToBase64String("null"u8) },
        { "not Base64", "%%%" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Page_NoneOfOurPeople_IsForbiddenInWords(string why, string header)
    {
        using var client = Client(header);

        foreach (var path in new[] { "/", "/cases/c0", "/cases/c0/files/f", "/nowhere" })
        {
            var answer = await client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{why} {path}");
            (await answer.Content.ReadAsStringAsync()).ShouldContain("darbinieku sarakstā");
        }
    }

    [Fact]
    public async Task Page_HeaderThatDidNotPassTheFrontEnd_IsNotBelieved()
    {
        using var client = _house.Client();
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", Tenant)));

        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Page_TwoHeaders_AreNotBelieved()
    {
        using var client = Client(Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", Tenant)));
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", "x");

        (await client.GetAsync("/")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_AsSamplePerson_IsNotThere()
    {
        using var client = Client(Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", Tenant)));

        (await client.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Forms_OfAKnownPerson_WorkWithSecureCookies()
    {
        using var client = Client(Header("aad", ("oid", SignInHouse.KnownPerson), ("tid", Tenant)));
        var page = await client.GetAsync("/");
        var cookie = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("sw-antiforgery", StringComparison.Ordinal));
        cookie.ShouldContain("secure");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value,
        });
        client.DefaultRequestHeaders.Add("Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);

        var answer = await client.PostAsync("/sign-out", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/.auth/logout");
    }

    [Fact]
    public async Task Command_NobodySignedIn_IsUnauthorised()
    {
        using var client = Client(header: null);
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");

        (await client.PostAsync("/commands", body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private HttpClient Client(string? header)
    {
        var client = _house.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        if (header is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", header);
        }

        return client;
    }

    private static string Header(string provider, params (string Type, string Value)[] claims) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        auth_typ = provider,
        name_typ = "name",
        role_typ = "roles",
        claims = claims.Select(c => new { typ = c.Type, val = c.Value }),
    }));

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
