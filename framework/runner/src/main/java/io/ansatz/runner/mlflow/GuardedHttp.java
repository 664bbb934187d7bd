package io.ansatz.runner.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mlflow_project.apachehttp.Header;
import org.mlflow_project.apachehttp.HttpEntity;
import org.mlflow_project.apachehttp.HttpHeaders;
import org.mlflow_project.apachehttp.HttpHost;
import org.mlflow_project.apachehttp.HttpRequest;
import org.mlflow_project.apachehttp.client.config.RequestConfig;
import org.mlflow_project.apachehttp.client.methods.CloseableHttpResponse;
import org.mlflow_project.apachehttp.client.methods.HttpRequestBase;
import org.mlflow_project.apachehttp.client.methods.HttpUriRequest;
import org.mlflow_project.apachehttp.client.protocol.HttpClientContext;
import org.mlflow_project.apachehttp.config.SocketConfig;
import org.mlflow_project.apachehttp.conn.ClientConnectionManager;
import org.mlflow_project.apachehttp.entity.ByteArrayEntity;
import org.mlflow_project.apachehttp.impl.client.CloseableHttpClient;
import org.mlflow_project.apachehttp.impl.client.HttpClientBuilder;
import org.mlflow_project.apachehttp.impl.conn.PoolingHttpClientConnectionManager;
import org.mlflow_project.apachehttp.message.BasicHeader;
import org.mlflow_project.apachehttp.params.HttpParams;
import org.mlflow_project.apachehttp.protocol.HttpContext;

/**
 * The HTTP client that an MLflow client should have: it gives up in time, sends a request once, follows nobody elsewhere, and
 * gives back whole answers that are JSON. Everything else is an exception.
 */
final class GuardedHttp extends CloseableHttpClient {

    private static final int CONNECTIONS = 16;
    private static final int LARGEST_ANSWER = 128 * 1024 * 1024;
    private static final int LARGEST_REFUSAL = 64 * 1024;

    /** A server may have closed a connection that was idle, or may have started anew: it is looked at before it is used. */
    private static final int IDLE_MILLIS = 1;

    private static final String TOTAL = "ansatz.total";

    private final CloseableHttpClient http;
    private final Credentials credentials;
    private final Patience patience;
    private final ScheduledThreadPoolExecutor watch;

    GuardedHttp(Credentials credentials, Patience patience) {
        this.credentials = credentials;
        this.patience = patience;
        watch = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "mlflow-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        var connections = new PoolingHttpClientConnectionManager();
        connections.setMaxTotal(CONNECTIONS);
        connections.setDefaultMaxPerRoute(CONNECTIONS);
        connections.setValidateAfterInactivity(IDLE_MILLIS);
        connections.setDefaultSocketConfig(
                SocketConfig.custom().setSoTimeout(millis(patience.read())).build());
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(config(patience))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        credentials
                .authorization()
                .ifPresent(
                        value -> builder.setDefaultHeaders(List.of(new BasicHeader(HttpHeaders.AUTHORIZATION, value))));
        http = builder.build();
    }

    /** Sends a request with more patience than usual, or less. */
    void send(HttpRequestBase request, Patience with) throws IOException {
        request.setConfig(config(with));
        var context = HttpClientContext.create();
        context.setAttribute(TOTAL, with.total());
        execute(request, context).close();
    }

    private static RequestConfig config(Patience patience) {
        return RequestConfig.custom()
                .setConnectTimeout(millis(patience.connect()))
                .setConnectionRequestTimeout(millis(patience.connect()))
                .setSocketTimeout(millis(patience.read()))
                .setAuthenticationEnabled(false)
                .build();
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, HttpRequest request, HttpContext context)
            throws IOException {
        HttpContext noted = context == null ? HttpClientContext.create() : context;
        Duration total = noted.getAttribute(TOTAL) instanceof Duration longer ? longer : patience.total();
        var late = new AtomicBoolean();
        ScheduledFuture<?> alarm = watch.schedule(
                () -> {
                    late.set(true);
                    ((HttpUriRequest) request).abort();
                },
                total.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return whole(http.execute(target, request, noted));
        } catch (IOException e) {
            if (late.get()) {
                var tooLate = new InterruptedIOException("There was no whole answer within %s.".formatted(total));
                tooLate.initCause(e);
                throw tooLate;
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    /** Reads an answer while the alarm is set. */
    private CloseableHttpResponse whole(CloseableHttpResponse response) throws IOException {
        try {
            int status = response.getStatusLine().getStatusCode();
            boolean fine = status >= 200 && status < 300;
            byte[] body = body(response.getEntity(), fine ? LARGEST_ANSWER + 1 : LARGEST_REFUSAL);
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("an answer has more than %,d bytes".formatted(LARGEST_ANSWER));
            }
            if (!fine || !looksLikeAnObject(body)) {
                throw new UnwelcomeAnswerException(
                        status,
                        credentials.hide(
                                new String(body, 0, Math.min(body.length, LARGEST_REFUSAL), StandardCharsets.UTF_8)),
                        fine ? "" : location(response));
            }
            response.setEntity(new ByteArrayEntity(body));
            return response;
        } catch (IOException e) {
            response.close();
            throw e;
        }
    }

    private static byte[] body(HttpEntity entity, int atMost) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            return in.readNBytes(atMost);
        }
    }

    private static boolean looksLikeAnObject(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{';
            }
        }
        return false;
    }

    /** Where a redirection points to, without its query, which may hold a ticket. */
    private String location(CloseableHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.LOCATION);
        return header == null || header.getValue() == null
                ? ""
                : credentials.hide(header.getValue()).replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//***@");
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        http.close();
    }

    /** Apache's interface still asks for it; nobody calls it. */
    @Override
    @Deprecated
    public HttpParams getParams() {
        throw new UnsupportedOperationException("The parameters of this client are set when it is made.");
    }

    /** Apache's interface still asks for it; nobody calls it. */
    @Override
    @Deprecated
    public ClientConnectionManager getConnectionManager() {
        throw new UnsupportedOperationException("The connections of this client are its own.");
    }
}
