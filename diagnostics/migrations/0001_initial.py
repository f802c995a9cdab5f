import carnegie.core.keys
import carnegie.core.triggers
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0001_initial'),
        ('standards', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('in_progress', 'in progress'), ('submitted', 'submitted')], default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AttemptTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='diagnostics.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Diagnostic',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'title'), name='diagnostic_title_unique', violation_error_message='This programme already has a diagnostic with this title.')],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.diagnostic')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DiagnosticVersion',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('minutes', models.PositiveSmallIntegerField(default=20, verbose_name='minutes it takes')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('diagnostic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='diagnostics.diagnostic')),
                ('framework_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.frameworkversion')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['diagnostic__title', '-number'],
                'constraints': [models.UniqueConstraint(fields=('diagnostic', 'number'), name='diagnostic_version_number_unique', violation_error_message='This diagnostic already has a version with this number.'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='diagnostic_published_has_time', violation_error_message='A published version needs who published it, and when.')],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField()),
                ('rank', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=100)),
                ('description', models.TextField(blank=True)),
                ('is_proficient', models.BooleanField(default=False)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='diagnostics.diagnosticversion')),
            ],
            options={
                'ordering': ['rank'],
                'constraints': [models.UniqueConstraint(fields=('version', 'rank'), name='diagnostic_level_rank_unique', violation_error_message='Two levels of a diagnostic cannot have the same rank.')],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticVersionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('minutes', models.PositiveSmallIntegerField(default=20, verbose_name='minutes it takes')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('diagnostic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnostic')),
                ('framework_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.frameworkversion')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.diagnosticversion')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('lineage', models.UUIDField(db_index=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('domain', models.CharField(max_length=500)),
                ('domain_position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(blank=True, max_length=200)),
                ('statement', models.TextField()),
                ('explanation', models.TextField(blank=True)),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='diagnostics.diagnosticversion')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'element'), name='item_element_unique', violation_error_message='This element is already asked about.'), models.UniqueConstraint(fields=('version', 'position'), name='item_position_unique', violation_error_message='Two items cannot have the same place.')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_not_applicable', models.BooleanField(default=False)),
                ('importance', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'little'), (2, 'some'), (3, 'great')], null=True)),
                ('example', models.TextField(blank=True, verbose_name='example from my practice')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='diagnostics.attempt')),
                ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.diagnosticlevel')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'item'), name='answer_once_per_item', violation_error_message='This item already has an answer.'), models.CheckConstraint(condition=models.Q(('level__isnull', True), ('is_not_applicable', False), _connector='OR'), name='answer_level_or_not_applicable', violation_error_message='An answer is a level or “not applicable”, not both.')],
            },
        ),
        migrations.CreateModel(
            name='ItemDescriptor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='diagnostics.item')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='diagnostics.diagnosticlevel')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'level'), name='item_descriptor_unique', violation_error_message='This item already says what this level looks like.')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='what I want to work on')),
                ('reason', models.TextField(verbose_name='why this matters now')),
                ('context', models.TextField(blank=True, verbose_name='where at work')),
                ('state', models.CharField(choices=[('chosen', 'chosen'), ('set_aside', 'set aside')], default='chosen', max_length=20)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='diagnostics.attempt')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NeedElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='diagnostics.need')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'element'), name='need_element_unique', violation_error_message='This need already names this element.')],
            },
        ),
        migrations.CreateModel(
            name='NeedHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', models.CharField(choices=[('chosen', 'chosen'), ('set_aside', 'set aside')], default='chosen', max_length=20)),
                ('attempt', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.attempt')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.need')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('baseline', 'baseline'), ('mid_point', 'mid-point'), ('exit', 'exit'), ('follow_up', 'follow-up'), ('retrospective', 'looking back (“then”)')], default='baseline', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.cohort')),
                ('diagnostic_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='diagnostics.diagnosticversion')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['opens_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AttemptHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('in_progress', 'in progress'), ('submitted', 'submitted')], default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.attempt')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='diagnostics.round'),
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='at most')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='diagnostics.item')),
            ],
        ),
        migrations.CreateModel(
            name='TargetProfile',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('diagnostic_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='target_profiles', to='diagnostics.diagnosticversion')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('diagnostic_version', 'title'), name='target_profile_title_unique', violation_error_message='This diagnostic already has a target profile with this title.')],
            },
        ),
        migrations.CreateModel(
            name='TargetHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='at most')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.item')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.target')),
                ('profile', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.targetprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='target',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='diagnostics.targetprofile'),
        ),
        migrations.CreateModel(
            name='RoundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('baseline', 'baseline'), ('mid_point', 'mid-point'), ('exit', 'exit'), ('follow_up', 'follow-up'), ('retrospective', 'looking back (“then”)')], default='baseline', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60)),
                ('cohort', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.cohort')),
                ('diagnostic_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnosticversion')),
                ('enrolment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.round')),
                ('target_profile', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.targetprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='round',
            name='target_profile',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.targetprofile'),
        ),
        migrations.CreateModel(
            name='TargetProfileHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('diagnostic_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnosticversion')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.targetprofile')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_progress')), fields=('round', 'enrolment'), name='attempt_one_in_progress', violation_error_message='This learner has already begun this self-assessment.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('round', 'enrolment', 'number'), name='attempt_number_unique', violation_error_message='This learner already has an attempt with this number in this round.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_progress'), ('submitted_at__isnull', True)), models.Q(('state', 'submitted'), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_submitted_has_time', violation_error_message='A submitted attempt needs the time at which it was submitted.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('profile', 'item'), name='target_item_unique', violation_error_message='This profile already has a target for this element.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gte', models.F('minimum')), ('minimum__gte', 1)), name='target_range_in_order', violation_error_message='The highest expected level is below the lowest.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='round_dates_in_order', violation_error_message='The round closes before it opens.'),
        ),
        carnegie.core.triggers.AddTriggers(
            triggers=[('diagnostic', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='b408a3670d62acbc12a227d71b44a67b5b4aea13', operation='INSERT', pgid='pgtrigger_insert_insert_64ed0', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostic', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='f0bf01b9b7668a34e721a660c65b42518be11fdf', operation='UPDATE', pgid='pgtrigger_update_update_696ad', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostic', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."title"); RETURN NULL;', hash='3eb2f8a1dd9291de85f5be832bd947457651cf15', operation='DELETE', pgid='pgtrigger_delete_delete_6744c', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostichistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c084f5cd6614e974b9f9e841b7d821d1e5d5495', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3220f', table='diagnostics_diagnostichistory', when='BEFORE'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnosticversionhistory" ("created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state") VALUES (NEW."created_at", NEW."diagnostic_id", NEW."framework_version_id", NEW."id", NEW."introduction", NEW."minutes", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."state"); RETURN NULL;', hash='8ecc9cbd660c1438f74dcf45a5ece9a7e86f59d4', operation='INSERT', pgid='pgtrigger_insert_insert_e6492', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_diagnosticversionhistory" ("created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state") VALUES (NEW."created_at", NEW."diagnostic_id", NEW."framework_version_id", NEW."id", NEW."introduction", NEW."minutes", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."state"); RETURN NULL;', hash='2afec815d7ea99d9d10b30d234e614350298957f', operation='UPDATE', pgid='pgtrigger_update_update_d831e', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnosticversionhistory" ("created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "state") VALUES (OLD."created_at", OLD."diagnostic_id", OLD."framework_version_id", OLD."id", OLD."introduction", OLD."minutes", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."state"); RETURN NULL;', hash='a2fb02a1e48a9817bede43284d84d8c6d6e50451', operation='DELETE', pgid='pgtrigger_delete_delete_abfc0', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversionhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='66188e387b8a822f7a040fed99e5ffed5624620e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7393d', table='diagnostics_diagnosticversionhistory', when='BEFORE'))), ('need', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempt_id", NEW."created_at", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='b54bed465387bdbcb235708f6be78cd4b4e0301d', operation='INSERT', pgid='pgtrigger_insert_insert_a06bf', table='diagnostics_need', when='AFTER'))), ('need', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attempt_id" IS DISTINCT FROM (NEW."attempt_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempt_id", NEW."created_at", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='fcb1230b065c43d9b9761238eb34f092ec4aba66', operation='UPDATE', pgid='pgtrigger_update_update_643d9', table='diagnostics_need', when='AFTER'))), ('need', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."attempt_id", OLD."created_at", OLD."enrolment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;', hash='80359eec7d9ded7f8b80a4cfec3704348dd86d51', operation='DELETE', pgid='pgtrigger_delete_delete_e35c9', table='diagnostics_need', when='AFTER'))), ('needhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a28dd61376ce75d662b05508822bf4eb6f1f833', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bcfe1', table='diagnostics_needhistory', when='BEFORE'))), ('attempthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98fabf9816d657d807325c1aec278cdbd300a5cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65b2e', table='diagnostics_attempthistory', when='BEFORE'))), ('attempt', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "started_at", "state", "submitted_at") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."started_at", NEW."state", NEW."submitted_at"); RETURN NULL;', hash='dd359e3872b1f18f973aba2a06b85450264ad953', operation='INSERT', pgid='pgtrigger_insert_insert_84bbc', table='diagnostics_attempt', when='AFTER'))), ('attempt', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "started_at", "state", "submitted_at") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."started_at", NEW."state", NEW."submitted_at"); RETURN NULL;', hash='6f30824b191de748b175af4487afd8f10eca028b', operation='UPDATE', pgid='pgtrigger_update_update_adad8', table='diagnostics_attempt', when='AFTER'))), ('attempt', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "started_at", "state", "submitted_at") VALUES (OLD."created_at", OLD."enrolment_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."started_at", OLD."state", OLD."submitted_at"); RETURN NULL;', hash='0975284f39a038d3d4b6e202537d9c0bbd5eeed3', operation='DELETE', pgid='pgtrigger_delete_delete_19df3', table='diagnostics_attempt', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targetprofilehistory" ("created_at", "diagnostic_version_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."diagnostic_version_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='2d0caa53651eabaacc5af9653b339d03dabb3fec', operation='INSERT', pgid='pgtrigger_insert_insert_91a6e', table='diagnostics_targetprofile', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_targetprofilehistory" ("created_at", "diagnostic_version_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."diagnostic_version_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='fcd062f7484efe62bed389929280628bfef0ea6e', operation='UPDATE', pgid='pgtrigger_update_update_a31bd', table='diagnostics_targetprofile', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targetprofilehistory" ("created_at", "diagnostic_version_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (OLD."created_at", OLD."diagnostic_version_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."title"); RETURN NULL;', hash='56d68a44d5029ee9bb5bdcbc40a85c3c79449958', operation='DELETE', pgid='pgtrigger_delete_delete_a6bb0', table='diagnostics_targetprofile', when='AFTER'))), ('targethistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2fa92c0552ac7f170074dbb391c113d50a1c470f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d36c', table='diagnostics_targethistory', when='BEFORE'))), ('target', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (NEW."id", NEW."item_id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_id"); RETURN NULL;', hash='cc7d9b63172b7569ffe14bbcc1ef16bfc3be3277', operation='INSERT', pgid='pgtrigger_insert_insert_6e968', table='diagnostics_target', when='AFTER'))), ('target', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (NEW."id", NEW."item_id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_id"); RETURN NULL;', hash='bc14b794da5aa961f35a10a5f04c06f388355c01', operation='UPDATE', pgid='pgtrigger_update_update_97786', table='diagnostics_target', when='AFTER'))), ('target', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (OLD."id", OLD."item_id", OLD."maximum", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profile_id"); RETURN NULL;', hash='e4bd1a9725bb6c2cfde35016a6696bf6b1c8fdab', operation='DELETE', pgid='pgtrigger_delete_delete_93b03', table='diagnostics_target', when='AFTER'))), ('roundhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='87a3a4f62b8217178cb2b216bdf0ba977bb1be8d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8d58', table='diagnostics_roundhistory', when='BEFORE'))), ('round', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (NEW."closes_on", NEW."cohort_id", NEW."created_at", NEW."diagnostic_version_id", NEW."enrolment_id", NEW."id", NEW."kind", NEW."opened_by_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target_profile_id", NEW."time_zone", NEW."title"); RETURN NULL;', hash='46a0c378627b99c95022c67f3e1fca3e3eeba265', operation='INSERT', pgid='pgtrigger_insert_insert_cc260', table='diagnostics_round', when='AFTER'))), ('round', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (NEW."closes_on", NEW."cohort_id", NEW."created_at", NEW."diagnostic_version_id", NEW."enrolment_id", NEW."id", NEW."kind", NEW."opened_by_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target_profile_id", NEW."time_zone", NEW."title"); RETURN NULL;', hash='e0bfd33da7d77423f08d6200f70843289f2c9158', operation='UPDATE', pgid='pgtrigger_update_update_c35bd', table='diagnostics_round', when='AFTER'))), ('round', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (OLD."closes_on", OLD."cohort_id", OLD."created_at", OLD."diagnostic_version_id", OLD."enrolment_id", OLD."id", OLD."kind", OLD."opened_by_id", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target_profile_id", OLD."time_zone", OLD."title"); RETURN NULL;', hash='07197d48f7ae08c30dda8b7ea13aed3d6e9d0d03', operation='DELETE', pgid='pgtrigger_delete_delete_d04bc', table='diagnostics_round', when='AFTER'))), ('targetprofilehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='726f9d8c4dd28ac32ece21d08a1d2874b68801c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c2c91', table='diagnostics_targetprofilehistory', when='BEFORE')))],
        ),
    ]
