import carnegie.core.keys
import carnegie.core.triggers
import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('standards', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('strategy', models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30, verbose_name='how people learn')),
                ('mode', models.CharField(choices=[('face_to_face', 'face to face'), ('online', 'online'), ('blended', 'blended'), ('at_work', 'at work')], max_length=20, verbose_name='where')),
                ('hours', models.DecimalField(decimal_places=1, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours')),
            ],
            options={
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60, verbose_name='time zone')),
            ],
            options={
                'ordering': ['-starts_on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='LearningEvent',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('strategy', models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30, verbose_name='how people learn')),
                ('mode', models.CharField(choices=[('face_to_face', 'face to face'), ('online', 'online'), ('blended', 'blended'), ('at_work', 'at work')], max_length=20, verbose_name='where')),
                ('hours', models.DecimalField(decimal_places=1, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
            ],
            options={
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='CohortRole',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('facilitator', 'facilitator')], default='facilitator', max_length=20)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='programmes.cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CohortRoleHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('facilitator', 'facilitator')], default='facilitator', max_length=20)),
                ('cohort', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.cohort')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.cohortrole')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('status', models.CharField(choices=[('active', 'taking part'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], default='active', max_length=20, verbose_name='status')),
                ('job_title', models.CharField(blank=True, max_length=150, verbose_name='role at work')),
                ('enrolled_at', models.DateTimeField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='programmes.cohort')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['learner__full_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('status', models.CharField(choices=[('booked', 'has a place'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled')], default='waiting', max_length=20, verbose_name='status')),
                ('turn', models.PositiveIntegerField()),
                ('booked_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='programmes.enrolment')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='programmes.learningevent')),
            ],
            options={
                'ordering': ['turn', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentEmployer',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='employers', to='programmes.enrolment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['-from_date', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentEmployerHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.enrolmentemployer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnrolmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('status', models.CharField(choices=[('active', 'taking part'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], default='active', max_length=20, verbose_name='status')),
                ('enrolled_at', models.DateTimeField()),
                ('cohort', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.cohort')),
                ('learner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.enrolment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnrolmentTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BookingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('status', models.CharField(choices=[('booked', 'has a place'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled')], default='waiting', max_length=20, verbose_name='status')),
                ('turn', models.PositiveIntegerField()),
                ('booked_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.booking')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.learningevent')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mapping',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('depth', models.CharField(choices=[('introduces', 'introduces'), ('develops', 'develops'), ('assesses', 'assesses')], max_length=20, verbose_name='depth')),
                ('rationale', models.TextField(blank=True, verbose_name='why')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='programmes.activity')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='programmes.learningevent')),
                ('module', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='programmes.module')),
            ],
        ),
        migrations.CreateModel(
            name='MappingSuggestion',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('depth', models.CharField(choices=[('introduces', 'introduces'), ('develops', 'develops'), ('assesses', 'assesses')], default='develops', max_length=20, verbose_name='depth')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('state', models.CharField(choices=[('open', 'waiting for a decision'), ('accepted', 'accepted'), ('declined', 'declined')], default='open', max_length=20)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='programmes.learningevent')),
                ('suggested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MappingSuggestionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('depth', models.CharField(choices=[('introduces', 'introduces'), ('develops', 'develops'), ('assesses', 'assesses')], default='develops', max_length=20, verbose_name='depth')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('state', models.CharField(choices=[('open', 'waiting for a decision'), ('accepted', 'accepted'), ('declined', 'declined')], default='open', max_length=20)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('element', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.element')),
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.learningevent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.mappingsuggestion')),
                ('suggested_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='learningevent',
            name='module',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='programmes.module'),
        ),
        migrations.CreateModel(
            name='ActivityHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('strategy', models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30, verbose_name='how people learn')),
                ('mode', models.CharField(choices=[('face_to_face', 'face to face'), ('online', 'online'), ('blended', 'blended'), ('at_work', 'at work')], max_length=20, verbose_name='where')),
                ('hours', models.DecimalField(decimal_places=1, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.activity')),
                ('module', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.module')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='module',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.module'),
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='ModuleHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.module')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='module',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='modules', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='MappingHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('depth', models.CharField(choices=[('introduces', 'introduces'), ('develops', 'develops'), ('assesses', 'assesses')], max_length=20, verbose_name='depth')),
                ('rationale', models.TextField(blank=True, verbose_name='why')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.activity')),
                ('element', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.element')),
                ('event', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.learningevent')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.mapping')),
                ('module', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.module')),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='mapping',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mappings', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='LearningEventHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('strategy', models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30, verbose_name='how people learn')),
                ('mode', models.CharField(choices=[('face_to_face', 'face to face'), ('online', 'online'), ('blended', 'blended'), ('at_work', 'at work')], max_length=20, verbose_name='where')),
                ('hours', models.DecimalField(decimal_places=1, default=1, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.learningevent')),
                ('module', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.module')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='learningevent',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='CohortHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60, verbose_name='time zone')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.cohort')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='cohort',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='ProgrammeFramework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='frameworks', to='programmes.programme')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.frameworkversion')),
            ],
        ),
        migrations.CreateModel(
            name='ProgrammeFrameworkHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.programmeframework')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.frameworkversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.programme')),
                ('provider', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammeRole',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('admin', 'programme admin')], default='admin', max_length=20)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='programmes.programme')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ProgrammeRoleHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('admin', 'programme admin')], default='admin', max_length=20)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.programmerole')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Supporter',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('coach', 'coach'), ('mentor', 'mentor'), ('colleague', 'workplace colleague'), ('line_manager', 'line manager')], max_length=20, verbose_name='relation')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporters', to='programmes.enrolment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'from_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SupporterHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('coach', 'coach'), ('mentor', 'mentor'), ('colleague', 'workplace colleague'), ('line_manager', 'line manager')], max_length=20, verbose_name='relation')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='programmes.supporter')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='cohortrole',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='cohort_role_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='cohortrole',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('cohort'), '='), (models.F('user'), '='), (models.F('kind'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='cohort_role_once_at_a_time', violation_error_message='This person already has this role in this period.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('cohort', 'learner'), name='enrolment_once_per_cohort', violation_error_message='This person is already enrolled in this cohort.'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentemployer',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='enrolment_employer_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='enrolmentemployer',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('enrolment'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='enrolment_employer_one_at_a_time', violation_error_message='The learner already has an employer in this period.'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('event', 'enrolment'), name='booking_once_per_event', violation_error_message='This learner has a place or waits for one already.'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(fields=('event', 'turn'), name='booking_turn_unique', violation_error_message='Somebody else has this turn.'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'cancelled'), models.Q(('booked_at__isnull', False), ('status', 'booked')), models.Q(('booked_at__isnull', True), ('status', 'waiting')), _connector='OR'), name='booking_place_has_when', violation_error_message='A place needs when it was given, and who waits has none.'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('status', 'cancelled')), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), _connector='OR'), name='booking_cancelled_has_who', violation_error_message='A cancelled booking needs who cancelled it, and when; others have neither.'),
        ),
        migrations.AddConstraint(
            model_name='mappingsuggestion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('event', 'element'), name='mapping_suggestion_once', violation_error_message='This is suggested already.'),
        ),
        migrations.AddConstraint(
            model_name='mappingsuggestion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='mapping_suggestion_decided_has_who', violation_error_message='A decided suggestion needs who decided it, and when.'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gte', 0)), name='activity_hours_not_negative', violation_error_message='Hours cannot be negative.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('provider', 'title'), name='programme_title_unique', violation_error_message='This provider already has a programme with this title.'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', True), ('event__isnull', True), ('module__isnull', True), ('programme__isnull', False)), models.Q(('activity__isnull', True), ('event__isnull', True), ('module__isnull', False), ('programme__isnull', True)), models.Q(('activity__isnull', False), ('event__isnull', True), ('module__isnull', True), ('programme__isnull', True)), models.Q(('activity__isnull', True), ('event__isnull', False), ('module__isnull', True), ('programme__isnull', True)), _connector='OR'), name='mapping_exactly_one_item', violation_error_message='A mapping names exactly one programme, module, activity or event.'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.UniqueConstraint(condition=models.Q(('programme__isnull', False)), fields=('programme', 'element'), name='mapping_programme_element_unique', violation_error_message='This item is already mapped to this element.'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.UniqueConstraint(condition=models.Q(('module__isnull', False)), fields=('module', 'element'), name='mapping_module_element_unique', violation_error_message='This item is already mapped to this element.'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.UniqueConstraint(condition=models.Q(('activity__isnull', False)), fields=('activity', 'element'), name='mapping_activity_element_unique', violation_error_message='This item is already mapped to this element.'),
        ),
        migrations.AddConstraint(
            model_name='mapping',
            constraint=models.UniqueConstraint(condition=models.Q(('event__isnull', False)), fields=('event', 'element'), name='mapping_event_element_unique', violation_error_message='This item is already mapped to this element.'),
        ),
        migrations.AddConstraint(
            model_name='learningevent',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_start', violation_error_message='The event ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='learningevent',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gte', 0)), name='event_hours_not_negative', violation_error_message='Hours cannot be negative.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='cohort_dates_in_order', violation_error_message='The cohort ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('programme', 'title'), name='cohort_title_unique', violation_error_message='This programme already has a cohort with this title.'),
        ),
        migrations.AddConstraint(
            model_name='programmeframework',
            constraint=models.UniqueConstraint(fields=('programme', 'version'), name='programme_framework_unique', violation_error_message='The programme already uses this framework.'),
        ),
        migrations.AddConstraint(
            model_name='programmerole',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='programme_role_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='programmerole',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('programme'), '='), (models.F('user'), '='), (models.F('kind'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='programme_role_once_at_a_time', violation_error_message='This person already has this role in this period.'),
        ),
        migrations.AddConstraint(
            model_name='supporter',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='supporter_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='supporter',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('enrolment'), '='), (models.F('user'), '='), (models.F('kind'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='supporter_once_at_a_time', violation_error_message='This person already supports this learner in this way.'),
        ),
        carnegie.core.triggers.AddTriggers(
            triggers=[('cohortrole', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_cohortrolehistory" ("cohort_id", "created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (NEW."cohort_id", NEW."created_at", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='b774a5ae4c05df682bd4bdf88925b50e9030ea6c', operation='INSERT', pgid='pgtrigger_insert_insert_d0a98', table='programmes_cohortrole', when='AFTER'))), ('cohortrole', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_cohortrolehistory" ("cohort_id", "created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (NEW."cohort_id", NEW."created_at", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='3317abf8e1488714f830082face62999983d676b', operation='UPDATE', pgid='pgtrigger_update_update_327b3', table='programmes_cohortrole', when='AFTER'))), ('cohortrole', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_cohortrolehistory" ("cohort_id", "created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (OLD."cohort_id", OLD."created_at", OLD."from_date", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."to_date", OLD."user_id"); RETURN NULL;', hash='c44d8b4f7a69722a50e016fb34163e5761d1b419', operation='DELETE', pgid='pgtrigger_delete_delete_dfd75', table='programmes_cohortrole', when='AFTER'))), ('cohortrolehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09259246c5c0d030f16b6a06e30ae47cb1592d16', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb4e8', table='programmes_cohortrolehistory', when='BEFORE'))), ('enrolment', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_enrolmenthistory" ("cohort_id", "created_at", "enrolled_at", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."cohort_id", NEW."created_at", NEW."enrolled_at", NEW."id", NEW."learner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='98b57222a7ff9e57b642b50d31ac7251e9ede611', operation='INSERT', pgid='pgtrigger_insert_insert_21452', table='programmes_enrolment', when='AFTER'))), ('enrolment', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cohort_id" IS DISTINCT FROM (NEW."cohort_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolled_at" IS DISTINCT FROM (NEW."enrolled_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."learner_id" IS DISTINCT FROM (NEW."learner_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "programmes_enrolmenthistory" ("cohort_id", "created_at", "enrolled_at", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."cohort_id", NEW."created_at", NEW."enrolled_at", NEW."id", NEW."learner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='713ef9e7dc0676cae7194b3d90e4de78f0c2f524', operation='UPDATE', pgid='pgtrigger_update_update_90b47', table='programmes_enrolment', when='AFTER'))), ('enrolment', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_enrolmenthistory" ("cohort_id", "created_at", "enrolled_at", "id", "learner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."cohort_id", OLD."created_at", OLD."enrolled_at", OLD."id", OLD."learner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='f5b3d672d58b6b474f60af1a4948490201c416c4', operation='DELETE', pgid='pgtrigger_delete_delete_52cdc', table='programmes_enrolment', when='AFTER'))), ('enrolmentemployer', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_enrolmentemployerhistory" ("created_at", "enrolment_id", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date") VALUES (NEW."created_at", NEW."enrolment_id", NEW."from_date", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_date"); RETURN NULL;', hash='792ff0702f91a939956c0ce39f0d337ca226d95b', operation='INSERT', pgid='pgtrigger_insert_insert_1e60c', table='programmes_enrolmentemployer', when='AFTER'))), ('enrolmentemployer', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_enrolmentemployerhistory" ("created_at", "enrolment_id", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date") VALUES (NEW."created_at", NEW."enrolment_id", NEW."from_date", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_date"); RETURN NULL;', hash='d068ee11ea1f9647c73070325c369b9e6a36c1a2', operation='UPDATE', pgid='pgtrigger_update_update_aa26a', table='programmes_enrolmentemployer', when='AFTER'))), ('enrolmentemployer', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_enrolmentemployerhistory" ("created_at", "enrolment_id", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date") VALUES (OLD."created_at", OLD."enrolment_id", OLD."from_date", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."to_date"); RETURN NULL;', hash='496d84aee8f3f8d87d2561949ef4629c2fc2968f', operation='DELETE', pgid='pgtrigger_delete_delete_3d6fd', table='programmes_enrolmentemployer', when='AFTER'))), ('enrolmentemployerhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a36cd9179e2e6cbb114301875658b938a4e0b44', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50ed8', table='programmes_enrolmentemployerhistory', when='BEFORE'))), ('enrolmenthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a589356d4c3dab2e0895f81ad62ed40d5d6ac9ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_183bc', table='programmes_enrolmenthistory', when='BEFORE'))), ('bookinghistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95b760762dfc47afe675a538e0d1c2743e68d1fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b8b2', table='programmes_bookinghistory', when='BEFORE'))), ('booking', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_bookinghistory" ("booked_at", "cancelled_at", "cancelled_by_id", "created_at", "enrolment_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "turn") VALUES (NEW."booked_at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status", NEW."turn"); RETURN NULL;', hash='79cca9c97d846feefb14836ac44f61756e62e440', operation='INSERT', pgid='pgtrigger_insert_insert_87972', table='programmes_booking', when='AFTER'))), ('booking', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_bookinghistory" ("booked_at", "cancelled_at", "cancelled_by_id", "created_at", "enrolment_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "turn") VALUES (NEW."booked_at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status", NEW."turn"); RETURN NULL;', hash='51827b1fd47a8044d4cd4c959bc1095337046ecd', operation='UPDATE', pgid='pgtrigger_update_update_c0dd2', table='programmes_booking', when='AFTER'))), ('booking', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_bookinghistory" ("booked_at", "cancelled_at", "cancelled_by_id", "created_at", "enrolment_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "turn") VALUES (OLD."booked_at", OLD."cancelled_at", OLD."cancelled_by_id", OLD."created_at", OLD."enrolment_id", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status", OLD."turn"); RETURN NULL;', hash='570fcacc4154f7c02844154eb9a5f250c9b9cff1', operation='DELETE', pgid='pgtrigger_delete_delete_4e18a', table='programmes_booking', when='AFTER'))), ('mappingsuggestion', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_mappingsuggestionhistory" ("created_at", "decided_at", "decided_by_id", "depth", "element_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "suggested_by_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."depth", NEW."element_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."suggested_by_id"); RETURN NULL;', hash='378985822c2052e8e1e7340fe09aaab02eb6621b', operation='INSERT', pgid='pgtrigger_insert_insert_56a77', table='programmes_mappingsuggestion', when='AFTER'))), ('mappingsuggestion', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_mappingsuggestionhistory" ("created_at", "decided_at", "decided_by_id", "depth", "element_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "suggested_by_id") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."depth", NEW."element_id", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."suggested_by_id"); RETURN NULL;', hash='546a6c6deb131639997725865c0b15a21fab7db2', operation='UPDATE', pgid='pgtrigger_update_update_23724', table='programmes_mappingsuggestion', when='AFTER'))), ('mappingsuggestion', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_mappingsuggestionhistory" ("created_at", "decided_at", "decided_by_id", "depth", "element_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "suggested_by_id") VALUES (OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."depth", OLD."element_id", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."suggested_by_id"); RETURN NULL;', hash='9dece0590ef963ae654b7c9b8e15b4c9d6b4d462', operation='DELETE', pgid='pgtrigger_delete_delete_b7f97', table='programmes_mappingsuggestion', when='AFTER'))), ('mappingsuggestionhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83785dc0693b717302503803ddb75f66a8e8e754', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c159', table='programmes_mappingsuggestionhistory', when='BEFORE'))), ('activityhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='220a12d5a14d2e4dda2572f214b2d3fbaf1d6647', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_885c0', table='programmes_activityhistory', when='BEFORE'))), ('activity', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_activityhistory" ("created_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy", "title") VALUES (NEW."created_at", NEW."hours", NEW."id", NEW."mode", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."strategy", NEW."title"); RETURN NULL;', hash='1fffc0b29a0b52690aa92ee50c9a26e7ae90de97', operation='INSERT', pgid='pgtrigger_insert_insert_441a2', table='programmes_activity', when='AFTER'))), ('activity', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_activityhistory" ("created_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy", "title") VALUES (NEW."created_at", NEW."hours", NEW."id", NEW."mode", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."strategy", NEW."title"); RETURN NULL;', hash='c5871e8b1a115a6ba2126984699b7075ea9ded5d', operation='UPDATE', pgid='pgtrigger_update_update_89f4f', table='programmes_activity', when='AFTER'))), ('activity', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_activityhistory" ("created_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy", "title") VALUES (OLD."created_at", OLD."hours", OLD."id", OLD."mode", OLD."module_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."strategy", OLD."title"); RETURN NULL;', hash='f07bedbe4d826ab8e67ca01b9035d9a2108213db', operation='DELETE', pgid='pgtrigger_delete_delete_adff0', table='programmes_activity', when='AFTER'))), ('programme', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "summary", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_id", NEW."summary", NEW."title"); RETURN NULL;', hash='d6ee43ed8a26881c8a6ef1f3038f95640a44af84', operation='INSERT', pgid='pgtrigger_insert_insert_56ab2', table='programmes_programme', when='AFTER'))), ('programme', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_programmehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "summary", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_id", NEW."summary", NEW."title"); RETURN NULL;', hash='3c954d4db896c67ff5de3197ad358e5ce67247a7', operation='UPDATE', pgid='pgtrigger_update_update_af864', table='programmes_programme', when='AFTER'))), ('programme', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_id", "summary", "title") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."provider_id", OLD."summary", OLD."title"); RETURN NULL;', hash='74e97629c4afc455204b653c26bdfebccee9359b', operation='DELETE', pgid='pgtrigger_delete_delete_f6c03', table='programmes_programme', when='AFTER'))), ('modulehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c901745e1eda54d5712394743dc5de0614c7064b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86f36', table='programmes_modulehistory', when='BEFORE'))), ('module', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_modulehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "summary", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."summary", NEW."title"); RETURN NULL;', hash='774039fdaa349d698b9cd51a0891aaa2e3dca62a', operation='INSERT', pgid='pgtrigger_insert_insert_57049', table='programmes_module', when='AFTER'))), ('module', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_modulehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "summary", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."summary", NEW."title"); RETURN NULL;', hash='96288df269f27175d58bf5587e0b61d677ae67ed', operation='UPDATE', pgid='pgtrigger_update_update_8e4e5', table='programmes_module', when='AFTER'))), ('module', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_modulehistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "summary", "title") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."summary", OLD."title"); RETURN NULL;', hash='9850d9cd840e970d195f08f57f238345e9551b0d', operation='DELETE', pgid='pgtrigger_delete_delete_7e7a8', table='programmes_module', when='AFTER'))), ('mappinghistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='affc9f27f2f651587cc6805217a860b8f822661c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_164ef', table='programmes_mappinghistory', when='BEFORE'))), ('mapping', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_mappinghistory" ("activity_id", "created_at", "depth", "element_id", "event_id", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rationale", "revision") VALUES (NEW."activity_id", NEW."created_at", NEW."depth", NEW."element_id", NEW."event_id", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rationale", NEW."revision"); RETURN NULL;', hash='c9a1dd7e7b13f1a9dccd0a6610451877ca20c062', operation='INSERT', pgid='pgtrigger_insert_insert_5f639', table='programmes_mapping', when='AFTER'))), ('mapping', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_mappinghistory" ("activity_id", "created_at", "depth", "element_id", "event_id", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rationale", "revision") VALUES (NEW."activity_id", NEW."created_at", NEW."depth", NEW."element_id", NEW."event_id", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rationale", NEW."revision"); RETURN NULL;', hash='df2172555d751b2ee69754fd1ed49ccbf027cd22', operation='UPDATE', pgid='pgtrigger_update_update_27aed', table='programmes_mapping', when='AFTER'))), ('mapping', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_mappinghistory" ("activity_id", "created_at", "depth", "element_id", "event_id", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rationale", "revision") VALUES (OLD."activity_id", OLD."created_at", OLD."depth", OLD."element_id", OLD."event_id", OLD."id", OLD."module_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."rationale", OLD."revision"); RETURN NULL;', hash='a193b8c9bf59bd36025f14657dd4e6627d20bdda', operation='DELETE', pgid='pgtrigger_delete_delete_4a805', table='programmes_mapping', when='AFTER'))), ('learningeventhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5bb2b348b8d1bc2f7b76f0da0dcbfbbf63ecd027', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_915a8', table='programmes_learningeventhistory', when='BEFORE'))), ('learningevent', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_learningeventhistory" ("capacity", "created_at", "ends_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "starts_at", "strategy", "title") VALUES (NEW."capacity", NEW."created_at", NEW."ends_at", NEW."hours", NEW."id", NEW."mode", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."programme_id", NEW."starts_at", NEW."strategy", NEW."title"); RETURN NULL;', hash='8113443bacf683d358994edb922d54070e65804b', operation='INSERT', pgid='pgtrigger_insert_insert_dc430', table='programmes_learningevent', when='AFTER'))), ('learningevent', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_learningeventhistory" ("capacity", "created_at", "ends_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "starts_at", "strategy", "title") VALUES (NEW."capacity", NEW."created_at", NEW."ends_at", NEW."hours", NEW."id", NEW."mode", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."programme_id", NEW."starts_at", NEW."strategy", NEW."title"); RETURN NULL;', hash='81f99673cf2a5f768003b40c20aad0049cb6882e', operation='UPDATE', pgid='pgtrigger_update_update_fe1af', table='programmes_learningevent', when='AFTER'))), ('learningevent', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_learningeventhistory" ("capacity", "created_at", "ends_at", "hours", "id", "mode", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "starts_at", "strategy", "title") VALUES (OLD."capacity", OLD."created_at", OLD."ends_at", OLD."hours", OLD."id", OLD."mode", OLD."module_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."programme_id", OLD."starts_at", OLD."strategy", OLD."title"); RETURN NULL;', hash='f680871964274fb3c119a4ae71471cc4b7ac6eb5', operation='DELETE', pgid='pgtrigger_delete_delete_125e8', table='programmes_learningevent', when='AFTER'))), ('cohorthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c24a5abb8e7c3b12edeabd3a9a241b6446bad9d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d814e', table='programmes_cohorthistory', when='BEFORE'))), ('cohort', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_cohorthistory" ("created_at", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "time_zone", "title") VALUES (NEW."created_at", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."time_zone", NEW."title"); RETURN NULL;', hash='7668313b08124ef8730f389c35143a4a062b3252', operation='INSERT', pgid='pgtrigger_insert_insert_76528', table='programmes_cohort', when='AFTER'))), ('cohort', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_cohorthistory" ("created_at", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "time_zone", "title") VALUES (NEW."created_at", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."time_zone", NEW."title"); RETURN NULL;', hash='fdf6a7214044c9ad9359a58bae400727abae224a', operation='UPDATE', pgid='pgtrigger_update_update_04c8f', table='programmes_cohort', when='AFTER'))), ('cohort', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_cohorthistory" ("created_at", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "time_zone", "title") VALUES (OLD."created_at", OLD."ends_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."starts_on", OLD."time_zone", OLD."title"); RETURN NULL;', hash='75885c7b23ba2cf24b3884d45052522bfe550e4d', operation='DELETE', pgid='pgtrigger_delete_delete_8ed50', table='programmes_cohort', when='AFTER'))), ('programmeframework', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmeframeworkhistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."version_id"); RETURN NULL;', hash='b81f184848a7d9d397c64f9ca310aa578eb48ea3', operation='INSERT', pgid='pgtrigger_insert_insert_a2c17', table='programmes_programmeframework', when='AFTER'))), ('programmeframework', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_programmeframeworkhistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."version_id"); RETURN NULL;', hash='50033ac0bfa836eb10bdc77816a6a40271275baa', operation='UPDATE', pgid='pgtrigger_update_update_92270', table='programmes_programmeframework', when='AFTER'))), ('programmeframework', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmeframeworkhistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."version_id"); RETURN NULL;', hash='fc0acd1cc008924d05d603b64b8f319e803faf58', operation='DELETE', pgid='pgtrigger_delete_delete_a5146', table='programmes_programmeframework', when='AFTER'))), ('programmeframeworkhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6caee092f1e8bd8c48ca67fd7e1f11854f58536', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8d8d', table='programmes_programmeframeworkhistory', when='BEFORE'))), ('programmehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='022fb404db33345d63fc4664789fc1ae029717fc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69165', table='programmes_programmehistory', when='BEFORE'))), ('programmerole', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmerolehistory" ("created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='bf3703944d2bdac8bfdc5303201f687b4938b7dc', operation='INSERT', pgid='pgtrigger_insert_insert_e690d', table='programmes_programmerole', when='AFTER'))), ('programmerole', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_programmerolehistory" ("created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='611acf3fc45dace1a356247320953aac104ddccb', operation='UPDATE', pgid='pgtrigger_update_update_0de88', table='programmes_programmerole', when='AFTER'))), ('programmerole', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmerolehistory" ("created_at", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "to_date", "user_id") VALUES (OLD."created_at", OLD."from_date", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."to_date", OLD."user_id"); RETURN NULL;', hash='25182832bb6fa29704e085a8492e4857ea995b8f', operation='DELETE', pgid='pgtrigger_delete_delete_1316c', table='programmes_programmerole', when='AFTER'))), ('programmerolehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a1ca0ba5a3f88c506fa391036ab324bd3174105', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ce216', table='programmes_programmerolehistory', when='BEFORE'))), ('supporter', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_supporterhistory" ("created_at", "enrolment_id", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."enrolment_id", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='936c5c7666191855770730dee9b9ba947a7dcfbc', operation='INSERT', pgid='pgtrigger_insert_insert_7a486', table='programmes_supporter', when='AFTER'))), ('supporter', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_supporterhistory" ("created_at", "enrolment_id", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."enrolment_id", NEW."from_date", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='993ab4a5e20d3c22373a423796369d7b62d32e28', operation='UPDATE', pgid='pgtrigger_update_update_e9d5f', table='programmes_supporter', when='AFTER'))), ('supporter', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_supporterhistory" ("created_at", "enrolment_id", "from_date", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_date", "user_id") VALUES (OLD."created_at", OLD."enrolment_id", OLD."from_date", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."to_date", OLD."user_id"); RETURN NULL;', hash='6bb693da97ea4c013b3eb95e71bb220d338639b1', operation='DELETE', pgid='pgtrigger_delete_delete_8fc92', table='programmes_supporter', when='AFTER'))), ('supporterhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='22aa6bf2996e53f5e5d7bb3c957988a480a06a85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc369', table='programmes_supporterhistory', when='BEFORE')))],
        ),
    ]
